SELECT count(*) FROM workspace.tasks
WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status = 'pending'
  /*filter AND updated_at < @updatedBefore filter*/
