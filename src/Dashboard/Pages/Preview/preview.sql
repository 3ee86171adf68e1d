-- name: list-previews(beforeAt, beforeId, limit)
SELECT p.id, p.workspace_id, p.workspace, p.user_id, p.leaver, p.leaver_email, p.people, p.request_id, p.requested_by, p.requested_by_name, p.sent_by,
       p.previewed_at, p.refusal, p.warnings, p.open_items
FROM dashboard.previews p
WHERE @beforeAt::timestamptz IS NULL OR p.previewed_at < @beforeAt OR (p.previewed_at = @beforeAt AND p.id > @beforeId)
ORDER BY p.previewed_at DESC, p.id
LIMIT @limit;

-- name: read-preview(id)
SELECT p.id, p.workspace_id, p.workspace, p.user_id, p.leaver, p.leaver_email, p.people, p.request_id, p.requested_by, p.requested_by_name, p.sent_by,
       p.previewed_at, p.refusal, p.warnings, p.open_items
FROM dashboard.previews p WHERE p.id = @id;

SELECT p.answer FROM dashboard.previews p WHERE p.id = @id;

SELECT p.id, p.name, p.status FROM dashboard.preview_people p WHERE p.preview_id = @id;

-- name: read-list-preview(id)
SELECT p.answer FROM dashboard.previews p WHERE p.id = @id AND p.user_id IS NULL;

SELECT p.id, p.name, p.status FROM dashboard.preview_people p WHERE p.preview_id = @id;
