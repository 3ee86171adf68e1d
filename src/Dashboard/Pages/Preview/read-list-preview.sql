SELECT p.answer FROM dashboard.list_previews p WHERE p.id = @id;

SELECT p.id, p.name, p.status FROM dashboard.preview_people p WHERE p.preview_id = @id;
