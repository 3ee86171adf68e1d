-- I3: from acceptance on no sign-in, and nothing that is left of one.
SELECT format('case %s has started and sign-in was not closed with it', c.id) FROM offboarding.cases c
WHERE c.kind = 'deactivate' AND c.started_at IS NOT NULL AND (c.sign_in_closed_at IS NULL OR c.sign_in_closed_at > c.started_at)
UNION ALL
SELECT format('inactive user %s has a session', u.id) FROM workspace.users u JOIN workspace.sessions s ON s.workspace_id = u.workspace_id AND s.user_id = u.id
WHERE u.status IN ('inactive', 'deleted') AND s.ended_at IS NULL
UNION ALL
SELECT format('inactive user %s has a token', u.id) FROM workspace.users u JOIN workspace.api_tokens t ON t.workspace_id = u.workspace_id AND t.user_id = u.id
WHERE u.status IN ('inactive', 'deleted') AND t.revoked_at IS NULL
