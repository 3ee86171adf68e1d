-- The case a request opened, else what a preview foretold, else what the audit trail says was done for it.
SELECT id AS "CaseId", state AS "Text" FROM dashboard.cases WHERE request_id = @requestId
UNION ALL
SELECT NULL::uuid, concat_ws(E'\n',
    'A preview, nothing has changed. The request would be ' || coalesce('refused: ' || (p.answer::json #>> '{refusal,message}'), 'accepted.'),
    (SELECT string_agg(concat(
        '  ', k ->> 'kind', ': ', k ->> 'open', ' open, ', k ->> 'kept', ' stay, ', k ->> 'unassigned', ' unassigned',
        (SELECT string_agg(concat(E'\n    ', coalesce(who.name, r ->> 'userId'), ' has ', r ->> 'before', ', gets ', r ->> 'gets', ', then has ', r ->> 'after'), '')
         FROM json_array_elements(k -> 'recipients') r
         LEFT JOIN dashboard.preview_people who ON who.preview_id = p.id AND who.id::text = r ->> 'userId')), E'\n')
     FROM json_array_elements(p.answer::json -> 'kinds') k),
    (SELECT string_agg('  warning: ' || (w ->> 'message'), E'\n') FROM json_array_elements(p.answer::json -> 'warnings') w),
    '  The dashboard shows it at /previews/' || p.id)
FROM dashboard.previews p
WHERE p.request_id = @requestId
UNION ALL
SELECT NULL::uuid, string_agg(concat_ws(' ', a.action, nullif(a.details::text, '{}')), E'\n' ORDER BY a.id)
FROM dashboard.audit a
WHERE a.operation_id = @requestId AND a.action <> 'refused'
HAVING count(*) > 0
LIMIT 1;
