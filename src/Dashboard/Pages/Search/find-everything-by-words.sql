(SELECT 'person' AS what, p.workspace_id, p.user_id::text AS id, p.name, p.status AS state, NULL::timestamptz AS at
 FROM (SELECT w.workspace_id, w.user_id, w.name, w.status FROM dashboard.words_of_people w WHERE w.words @@ to_tsquery('simple', @words) LIMIT 200) p
 ORDER BY p.status, p.name, p.user_id
 LIMIT @limit)
UNION ALL
(SELECT 'workspace', w.id, w.id::text, NULL, NULL, NULL FROM dashboard.workspace_names w WHERE starts_with(lower(w.name), lower(@text)) ORDER BY w.name, w.id LIMIT @limit);
