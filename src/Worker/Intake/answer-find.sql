-- Requests that opened a case, and refusals of such requests, are kept where they always were: with the case, and with the refusals.
SELECT message_name, fingerprint FROM (
    SELECT 1 AS place, a.message_name, a.fingerprint
    FROM offboarding.answers a
    LEFT JOIN offboarding.refusals r ON r.id = a.refusal_id
    WHERE a.workspace_id = @workspaceId AND a.request_id = @requestId AND r.replayed_at IS NULL
    UNION ALL
    SELECT 2, 'offboarding.deactivate-user', NULL::bytea
    FROM offboarding.cases c
    WHERE c.workspace_id = @workspaceId AND c.request_id = @requestId AND c.kind = 'deactivate'
    UNION ALL
    SELECT 3, r.message_name, NULL::bytea
    FROM offboarding.refusals r
    WHERE r.workspace_id = @workspaceId AND r.request_id = @requestId AND r.message_name = 'offboarding.deactivate-user'
      AND r.code NOT IN ('invalid-request', 'conflicting-request') AND r.replayed_at IS NULL) used
ORDER BY place
LIMIT 1
