-- name: find-leaver-by-id(id)
-- In each workspace by itself: the key begins with it.
SELECT p.workspace_id, p.workspace, p.id, p.name, p.email, p.status
FROM dashboard.workspace_names w
CROSS JOIN LATERAL (SELECT u.* FROM dashboard.users u WHERE u.workspace_id = w.id AND u.id = @id AND u.status IN ('active', 'inactive') OFFSET 0) p;

-- name: find-leavers(words)
-- By the beginnings of words of name and address, as in the list of leavers; some more than are shown, because not all can leave.
SELECT p.workspace_id, p.workspace, p.id, p.name, p.email, p.status
FROM (SELECT w.workspace_id, w.user_id FROM dashboard.words_of_people w WHERE w.words @@ to_tsquery('simple', @words) LIMIT 200) found
JOIN dashboard.users p ON p.workspace_id = found.workspace_id AND p.id = found.user_id
WHERE p.status IN ('active', 'inactive')
ORDER BY p.status, p.name, p.id
LIMIT 20;

-- name: read-leaver(workspace, user, among, words, most)
SELECT p.workspace_id, p.workspace, p.id, p.name, p.email, p.status, p.owns_account, coalesce('owner' = ANY (p.roles), false) AS is_owner,
       (SELECT c.id FROM dashboard.cases c WHERE c.workspace_id = p.workspace_id AND c.user_id = p.id AND c.kind = 'deactivate'
          AND c.state NOT IN ('completed', 'refused', 'cancelled') LIMIT 1) AS open_case
FROM dashboard.users p WHERE p.workspace_id = @workspace AND p.id = @user;

SELECT w.kind, w.items FROM dashboard.open_work w WHERE w.workspace_id = @workspace AND w.user_id = @user;

-- Who is chosen already and who was searched for in any case, then those of the leaver's teams; the loads only of those that are shown.
WITH found AS MATERIALIZED (
    SELECT w.user_id FROM dashboard.words_of_people w
    WHERE @words::text IS NOT NULL AND w.workspace_id = @workspace AND w.words @@ to_tsquery('simple', @words) LIMIT 1000),
colleagues AS MATERIALIZED (
    SELECT p.workspace_id, p.id, p.name, m.user_id IS NOT NULL AS same_team, f.user_id IS NOT NULL AS found
    FROM dashboard.users p
    LEFT JOIN found f ON f.user_id = p.id
    LEFT JOIN (SELECT DISTINCT mate.user_id
               FROM dashboard.team_members own JOIN dashboard.team_members mate USING (workspace_id, team_id)
               WHERE own.workspace_id = @workspace AND own.user_id = @user) m ON m.user_id = p.id
    WHERE p.workspace_id = @workspace AND p.status = 'active' AND p.id <> @user
    ORDER BY p.id <> ALL (@among), f.user_id IS NULL, m.user_id IS NULL, p.name, p.id LIMIT @most)
SELECT c.id, c.name, c.same_team, c.found, w.kind, w.items
FROM colleagues c JOIN dashboard.open_work w ON w.workspace_id = c.workspace_id AND w.user_id = c.id
ORDER BY NOT c.found, NOT c.same_team, c.name, c.id;

SELECT t.id, t.name, t.kind, t.members FROM dashboard.teams t WHERE t.workspace_id = @workspace AND t.members > 0 ORDER BY t.name LIMIT 50;

SELECT a.workspace_id, a.id, a.name, a.is_owner FROM dashboard.askers a WHERE a.workspace_id = @workspace ORDER BY a.is_owner DESC, a.name LIMIT 100;

SELECT p.id, p.name, p.saved_by, p.saved_at FROM dashboard.saved_plans p WHERE p.workspace_id = @workspace ORDER BY p.name LIMIT 100;

-- name: resolve-people(workspace, emails, ids)
SELECT p.id, p.name, p.email, p.status
FROM dashboard.users p
WHERE p.workspace_id = @workspace AND p.status <> 'deleted' AND (lower(p.email) = ANY (@emails) OR p.id = ANY (@ids));

-- name: answer-of-request(workspace, request)
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

-- name: read-refusal(id)
SELECT r.code, r.message, r.help, r.errors::text AS errors FROM dashboard.refusals r WHERE r.id = @id;
