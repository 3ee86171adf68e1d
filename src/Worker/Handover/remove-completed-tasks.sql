-- A task that somebody reopens at this moment is waited for, and then it is not completed any more.
DELETE FROM workspace.tasks t
USING (SELECT id FROM workspace.tasks
       WHERE workspace_id = @WorkspaceId AND assignee_id = @UserId AND status = 'completed'
       ORDER BY id LIMIT @BatchSize
       FOR UPDATE) completed
WHERE t.workspace_id = @WorkspaceId AND t.id = completed.id
