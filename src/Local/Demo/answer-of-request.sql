-- The case a request opened, else what the audit trail says was done for it.
SELECT id AS "CaseId", state AS "Text" FROM dashboard.cases WHERE request_id = @requestId
UNION ALL
SELECT NULL::uuid, concat_ws(' ', a.action, nullif(a.details::text, '{}'))
FROM dashboard.audit a
WHERE a.operation_id = @requestId AND a.action <> 'refused'
LIMIT 1;
