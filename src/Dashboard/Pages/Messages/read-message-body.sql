SELECT b.message_name, b.content_type, b.body FROM dashboard.message_bodies b WHERE b.id = @id;
