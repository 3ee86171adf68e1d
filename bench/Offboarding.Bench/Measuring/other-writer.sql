UPDATE workspace.conversations SET updated_at = now() WHERE workspace_id = $1 AND id = $2
