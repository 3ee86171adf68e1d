-- The seats in use are counted at each departure. The two states in one condition read every user of the workspace, whatever their state; each by itself is its own index.
CREATE OR REPLACE VIEW workspace.seats AS
SELECT w.id AS workspace_id, w.seat_limit, held.in_use, greatest(w.seat_limit - held.in_use, 0) AS free
FROM workspace.workspaces w
CROSS JOIN LATERAL (
    SELECT (SELECT count(*) FROM workspace.users u WHERE u.workspace_id = w.id AND u.kind = 'full' AND u.status = 'active')::int
         + CASE WHEN coalesce((w.policies ->> 'invitedUsersHoldSeats')::boolean, false)
                THEN (SELECT count(*) FROM workspace.users u WHERE u.workspace_id = w.id AND u.kind = 'full' AND u.status = 'invited')::int
                ELSE 0 END AS in_use) held;
