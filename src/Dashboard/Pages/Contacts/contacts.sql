-- name: read-contact(workspace, id)
SELECT c.workspace_id, w.name AS workspace, c.id, c.name, c.email, c.status, c.can_sign_in, c.archived_at, c.updated_at, c.assignee_id, c.assignee, c.records,
       i.id AS invitation_id, i.expires_at AS invitation_expires_at
FROM (SELECT * FROM dashboard.contacts UNION ALL SELECT * FROM dashboard.archived_contacts) c
JOIN dashboard.workspace_names w ON w.id = c.workspace_id
LEFT JOIN dashboard.invitations i ON i.workspace_id = c.workspace_id AND i.contact_id = c.id AND i.status = 'open'
WHERE c.workspace_id = @workspace AND c.id = @id;

SELECT a.workspace_id, a.id, a.name, a.is_owner FROM dashboard.askers a WHERE a.workspace_id = @workspace ORDER BY a.is_owner DESC, a.name LIMIT 100;
