-- Somebody who never was active leaves nothing behind but the id (B5); whom a legal hold keeps is inactive instead (F10). An application
-- may have let them in before they accepted: that ends too.
WITH ended AS (
    UPDATE workspace.invitations i SET status = @how, ended_at = now(), never_active = @isHeld
    WHERE i.workspace_id = @workspaceId AND i.id = @invitationId
    RETURNING i.workspace_id, i.user_id, i.contact_id),
contact AS (
    UPDATE workspace.contacts c SET status = 'inactive', updated_at = now()
    FROM ended WHERE c.workspace_id = ended.workspace_id AND c.id = ended.contact_id AND c.status = 'invited'),
person AS (
    UPDATE workspace.users u
    SET status = CASE WHEN @isHeld THEN 'inactive' ELSE 'deleted' END, sign_in_closed_at = now(),
        name = CASE WHEN @isHeld THEN u.name ELSE 'Deleted user' END,
        email = CASE WHEN @isHeld THEN u.email ELSE 'deleted-' || u.id || '@deleted.invalid' END
    FROM ended WHERE u.workspace_id = ended.workspace_id AND u.id = ended.user_id AND u.status = 'invited'
    RETURNING u.workspace_id, u.id),
sessions AS (
    UPDATE workspace.sessions s SET ended_at = now()
    FROM person p WHERE s.workspace_id = p.workspace_id AND s.user_id = p.id AND s.ended_at IS NULL)
UPDATE workspace.api_tokens t SET revoked_at = now()
FROM person p WHERE t.workspace_id = p.workspace_id AND t.user_id = p.id AND t.revoked_at IS NULL
