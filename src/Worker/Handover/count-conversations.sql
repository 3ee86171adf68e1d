SELECT count(*) FROM workspace.conversations
WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status <> 'closed'
  /*filter AND updated_at < @updatedBefore AND status = ANY (@statuses) filter*/
