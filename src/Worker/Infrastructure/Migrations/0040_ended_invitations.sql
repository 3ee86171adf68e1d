-- A person who is invited and their invitation end together. An invitation that ended while its person was still invited says so: that
-- person was never active, has no password, and is invited again instead of reactivated.
ALTER TABLE workspace.invitations ADD COLUMN never_active boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN workspace.invitations.never_active IS 'Ended by a departure, or while a legal hold kept the person, before the person had ever been active.';

-- part
-- Until now a departure left the invitation open, and the link in it let the person in again.
UPDATE workspace.invitations i
SET status = 'cancelled', ended_at = now(), never_active = u.status = 'inactive' AND u.password_hash IS NULL
FROM workspace.users u
WHERE u.workspace_id = i.workspace_id AND u.id = i.user_id AND i.status = 'open' AND u.status IN ('inactive', 'deleted');

-- One definition for the rules and for whoever looks.
CREATE VIEW workspace.never_active AS
SELECT u.workspace_id, u.id AS user_id
FROM workspace.users u
CROSS JOIN LATERAL (
    SELECT i.never_active FROM workspace.invitations i
    WHERE i.workspace_id = u.workspace_id AND i.user_id = u.id
    ORDER BY i.invited_at DESC, i.id LIMIT 1) last
WHERE u.status = 'inactive' AND u.password_hash IS NULL AND last.never_active;
