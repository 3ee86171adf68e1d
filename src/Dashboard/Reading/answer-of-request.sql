SELECT found.what, found.id FROM (
    SELECT CASE WHEN p.user_id IS NULL THEN 'list-preview' ELSE 'preview' END AS what, p.id
    FROM dashboard.previews p WHERE p.workspace_id = @workspace AND p.request_id = @request
    UNION ALL
    SELECT 'case', c.id FROM dashboard.cases c WHERE c.workspace_id = @workspace AND c.request_id = @request
    UNION ALL
    SELECT 'done', w.request_id FROM dashboard.answers w WHERE w.workspace_id = @workspace AND w.request_id = @request AND w.refusal_id IS NULL
    UNION ALL
    SELECT 'refusal', r.id FROM dashboard.refusals r WHERE r.request_id = @request) found
ORDER BY found.what = 'done'
LIMIT 1;
