-- The cases that moved somebody's work while they were away, the newest first: departures, and reassignments of what was left with them.
-- An absence begins when sign-in was closed. What an earlier absence moved is not among them, nor what was undone already.
SELECT c.id
FROM workspace.users u
JOIN offboarding.cases c ON c.workspace_id = u.workspace_id AND c.user_id = u.id
WHERE u.workspace_id = @workspaceId AND u.id = @userId
  AND c.kind IN ('deactivate', 'reassign') AND c.started_at >= u.sign_in_closed_at AND c.state NOT IN ('refused', 'cancelled')
  AND (c.state <> 'completed' OR EXISTS (SELECT FROM offboarding.handover h WHERE h.case_id = c.id))
  AND NOT EXISTS (SELECT FROM offboarding.cases o
                  WHERE o.workspace_id = c.workspace_id AND o.undoes = c.id AND o.state NOT IN ('refused', 'cancelled'))
  AND NOT EXISTS (SELECT FROM offboarding.cases o
                  WHERE o.workspace_id = c.workspace_id AND o.undoes_also IS NOT NULL AND c.id = ANY (o.undoes_also)
                    AND o.state NOT IN ('refused', 'cancelled'))
ORDER BY c.started_at DESC, c.id
