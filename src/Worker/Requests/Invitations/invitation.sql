SELECT i.user_id, i.contact_id, i.status, i.expires_at <= now() AS is_due, u.kind,
       coalesce(u.kind = 'full' AND (w.policies ->> 'invitedUsersHoldSeats')::boolean, false) AS holds_seat, now() AS now
FROM workspace.invitations i
JOIN workspace.workspaces w ON w.id = i.workspace_id
LEFT JOIN workspace.users u ON u.workspace_id = i.workspace_id AND u.id = i.user_id
WHERE i.workspace_id = @workspaceId AND i.id = @invitationId
FOR NO KEY UPDATE OF i
