WITH list AS (
    INSERT INTO offboarding.lists (id, workspace_id, request_id, requested_by, for_all, people, held, traceparent)
    VALUES (@id, @WorkspaceId, @RequestId, @RequestedBy, @forAll, @people, @held, @traceparent)
    RETURNING id, workspace_id),
lines AS (
    INSERT INTO offboarding.list_lines (workspace_id, list_id, position, request_id, user_id, line)
    SELECT list.workspace_id, list.id, l.position, l.request_id, l.user_id, l.line
    FROM list, unnest(@positions::int[], @requests::uuid[], @users::uuid[], @lines::text[]) AS l (position, request_id, user_id, line))
SELECT now()
