-- name: people-named(Actor, About)
-- Whom a filter means by a name or an address.
(SELECT u.id, 'actor' AS named FROM dashboard.users u WHERE lower(u.name) = lower(@Actor) OR lower(u.email) = lower(@Actor) LIMIT 100)
UNION ALL
(SELECT u.id, 'about' FROM dashboard.users u WHERE lower(u.name) = lower(@About) OR lower(u.email) = lower(@About) LIMIT 100);

-- name: ids-beginning(first, last)
-- The cases, people and operations whose id is between the two. Two are as good as many; an operation has many entries, so its first and its last are looked at.
SELECT found.id FROM (
    (SELECT k.id FROM dashboard.case_keys k WHERE k.id BETWEEN @first AND @last LIMIT 2)
    UNION
    -- In each workspace by itself: the key begins with it.
    (SELECT p.user_id FROM dashboard.workspace_names w
     CROSS JOIN LATERAL (SELECT u.user_id FROM dashboard.words_of_people u WHERE u.workspace_id = w.id AND u.user_id BETWEEN @first AND @last LIMIT 2) p
     LIMIT 2)
    UNION
    (SELECT a.operation_id FROM dashboard.audit a WHERE a.operation_id BETWEEN @first AND @last ORDER BY a.operation_id LIMIT 1)
    UNION
    (SELECT a.operation_id FROM dashboard.audit a WHERE a.operation_id BETWEEN @first AND @last ORDER BY a.operation_id DESC LIMIT 1)) found
LIMIT 2;

-- name: list-audit(workspaces, actors, action, cases, sent, people, operation, from, to, before, limit)
SELECT a.id, a.workspace_id, a.case_id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details, a.about_name, a.in_the_name_of, a.leaver, a.number, a.hash
FROM dashboard.audit a
WHERE (@workspaces::uuid[] IS NULL OR a.workspace_id = ANY (@workspaces))
  AND (@actors::text[] IS NULL OR a.actor = ANY (@actors))
  AND (@action::text IS NULL OR a.action = @action)
  AND (@cases::uuid[] IS NULL OR a.case_id = ANY (@cases) OR a.id = ANY (@sent) OR a.details ->> 'userId' = ANY (@people))
  AND (@operation::uuid IS NULL OR a.operation_id = @operation)
  AND (@from::timestamptz IS NULL OR a.at >= @from)
  AND (@to::timestamptz IS NULL OR a.at < @to)
  AND (@before::bigint IS NULL OR a.id < @before)
ORDER BY a.id DESC
LIMIT @limit;

-- name: changed-audit-entries(ids)
SELECT dashboard.changed_audit_entries(@ids);

-- name: cases-about(about)
-- The cases that are meant, or are of who is meant, with what was sent to open them: that is written before there is a case.
SELECT c.id AS case_id, s.audit_id
FROM (SELECT c.id FROM dashboard.cases c WHERE c.id = ANY (@about::uuid[])
      UNION
      SELECT c.id FROM dashboard.cases c WHERE c.user_id = ANY (@about::uuid[])
      LIMIT 1000) c
LEFT JOIN dashboard.case_senders s ON s.case_id = c.id;

-- name: is-person(id)
-- In each workspace by itself: the key begins with it.
SELECT EXISTS (SELECT FROM dashboard.workspace_names w
               CROSS JOIN LATERAL (SELECT p.user_id FROM dashboard.words_of_people p WHERE p.workspace_id = w.id AND p.user_id = @id OFFSET 0) found);
