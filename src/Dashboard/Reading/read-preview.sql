SELECT p.id, p.workspace_id, p.workspace, p.user_id, p.leaver, p.leaver_email, p.people, p.request_id, p.requested_by, p.requested_by_name, p.sent_by,
       p.previewed_at, p.refusal, p.warnings, p.open_items
FROM dashboard.previews p WHERE p.id = @id;

SELECT p.answer FROM dashboard.previews p WHERE p.id = @id;

SELECT p.id, p.name, p.status FROM dashboard.preview_people p WHERE p.preview_id = @id;
