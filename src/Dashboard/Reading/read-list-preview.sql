SELECT p.answer FROM dashboard.previews p WHERE p.id = @id AND p.user_id IS NULL;

SELECT p.id, p.name, p.status FROM dashboard.preview_people p WHERE p.preview_id = @id;
