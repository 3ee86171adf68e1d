UPDATE workspace.conversations SET assignee_id = NULL
WHERE workspace_id = '0d000000-0000-4000-8000-000000000001' AND assignee_id = '0d000000-0000-4000-8000-000000000104' AND status <> 'closed';
UPDATE workspace.users SET status = 'inactive', sign_in_closed_at = now()
WHERE workspace_id = '0d000000-0000-4000-8000-000000000001' AND id = '0d000000-0000-4000-8000-000000000104';
UPDATE workspace.sessions SET ended_at = now()
WHERE workspace_id = '0d000000-0000-4000-8000-000000000001' AND user_id = '0d000000-0000-4000-8000-000000000104';
