-- By the beginnings of words of name and address, as in the list of leavers; some more than are shown, because not all can leave.
SELECT p.workspace_id, p.workspace, p.id, p.name, p.email, p.status
FROM (SELECT w.workspace_id, w.user_id FROM dashboard.words_of_people w WHERE w.words @@ to_tsquery('simple', @words) LIMIT 200) found
JOIN dashboard.users p ON p.workspace_id = found.workspace_id AND p.id = found.user_id
WHERE p.status IN ('active', 'inactive')
ORDER BY p.status, p.name, p.id
LIMIT 20;
