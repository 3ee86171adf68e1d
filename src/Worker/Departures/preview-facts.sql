SELECT CASE WHEN w.policies ->> 'warnAboveItems' ~ '^[0-9]{1,9}$' THEN (w.policies ->> 'warnAboveItems')::bigint END AS warn_above,
       CASE WHEN w.policies -> 'removeCompletedTasks' = 'true'::jsonb
            THEN (SELECT count(*) FROM workspace.tasks t
                  WHERE t.workspace_id = w.id AND t.assignee_id = @userId AND t.status = 'completed')
            ELSE 0 END AS completed_tasks
FROM workspace.workspaces w
WHERE w.id = @workspaceId;

SELECT c.user_id, c.due_at, c.reason
FROM offboarding.cases c
WHERE c.workspace_id = @workspaceId AND c.user_id = ANY(@recipients) AND c.state = 'scheduled';
