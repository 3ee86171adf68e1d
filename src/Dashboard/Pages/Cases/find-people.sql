-- One more than is useful tells that there are too many.
SELECT p.user_id FROM dashboard.words_of_people p WHERE p.words @@ to_tsquery('simple', @words) LIMIT @limit;
