SELECT count(*) FROM workspace.leads
WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status = 'open'
  /*filter AND updated_at < @updatedBefore filter*/
