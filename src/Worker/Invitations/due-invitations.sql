SELECT workspace_id, id FROM workspace.invitations WHERE status = 'open' AND expires_at <= now() ORDER BY expires_at LIMIT 100
