-- I7: at least one active owner in each workspace.
SELECT format('workspace %s has no active owner', w.id) FROM workspace.workspaces w
WHERE NOT EXISTS (SELECT FROM workspace.users u JOIN workspace.user_roles r ON r.workspace_id = u.workspace_id AND r.user_id = u.id
                  WHERE u.workspace_id = w.id AND u.status = 'active' AND r.role = 'owner')
