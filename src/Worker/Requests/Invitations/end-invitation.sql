WITH ended AS (
    UPDATE workspace.invitations i SET status = @how, ended_at = now()
    WHERE i.workspace_id = @workspaceId AND i.id = @invitationId
    RETURNING i.workspace_id, i.user_id, i.contact_id),
contact AS (
    UPDATE workspace.contacts c SET status = 'inactive', updated_at = now()
    FROM ended WHERE c.workspace_id = ended.workspace_id AND c.id = ended.contact_id AND c.status = 'invited')
UPDATE workspace.users u
SET status = 'deleted', sign_in_closed_at = now(), name = 'Deleted user', email = 'deleted-' || u.id || '@deleted.invalid'
FROM ended WHERE u.workspace_id = ended.workspace_id AND u.id = ended.user_id AND u.status = 'invited'
