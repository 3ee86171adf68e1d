INSERT INTO offboarding.outbox (message_id, exchange, message_type, body, traceparent)
SELECT (e.event ->> 'messageId')::uuid, e.event ->> 'exchange', e.event ->> 'messageType', convert_to((e.event -> 'body')::text, 'UTF8'), @traceparent
FROM offboarding.answers a
CROSS JOIN LATERAL json_array_elements(a.events) WITH ORDINALITY AS e (event, position)
WHERE a.workspace_id = @WorkspaceId AND a.request_id = @RequestId
ORDER BY e.position
