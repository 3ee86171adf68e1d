SELECT found.what, found.id FROM (
    SELECT 'preview' AS what, p.id FROM dashboard.previews p WHERE p.workspace_id = @workspace AND p.request_id = @request
    UNION ALL
    SELECT 'case', c.id FROM dashboard.cases c WHERE c.workspace_id = @workspace AND c.request_id = @request
    UNION ALL
    SELECT 'refusal', r.id FROM dashboard.refusals r WHERE r.request_id = @request) found
LIMIT 1;
