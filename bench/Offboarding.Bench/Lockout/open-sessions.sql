SELECT count(*) FROM workspace.sessions s
JOIN workspace.users u ON u.workspace_id = s.workspace_id AND u.id = s.user_id
WHERE s.ended_at IS NULL AND u.status = 'inactive'
