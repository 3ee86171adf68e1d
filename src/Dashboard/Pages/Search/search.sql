-- name: find-everything-by-id(first, last, limit)
-- Whatever has an id between the two: a whole id twice, or the first characters of one as pages print it. Each branch is a look into an index.
SELECT found.* FROM (
    (SELECT 'case' AS what, c.workspace_id, c.id::text AS id, c.leaver AS name, c.state, c.requested_at AS at
     FROM (SELECT k.id FROM dashboard.case_keys k WHERE k.id BETWEEN @first AND @last
           UNION
           SELECT k.id FROM dashboard.case_keys k WHERE k.request_id BETWEEN @first AND @last
           LIMIT @limit) f
     JOIN dashboard.case_keys c ON c.id = f.id)
    UNION ALL
    -- In each workspace by itself: the key begins with it.
    (SELECT 'person', p.workspace_id, p.user_id::text, p.name, p.status, NULL
     FROM dashboard.workspace_names w
     CROSS JOIN LATERAL (SELECT u.* FROM dashboard.words_of_people u WHERE u.workspace_id = w.id AND u.user_id BETWEEN @first AND @last OFFSET 0) p
     LIMIT @limit)
    UNION ALL
    (SELECT 'message', r.workspace_id, r.id::text, r.message_name, r.code, r.refused_at
     FROM (SELECT m.id FROM dashboard.refusals m WHERE m.id BETWEEN @first AND @last
           UNION
           SELECT m.id FROM dashboard.refusals m WHERE m.request_id BETWEEN @first AND @last
           LIMIT @limit) f
     JOIN dashboard.refusals r ON r.id = f.id)
    UNION ALL
    (SELECT 'message', NULL, p.id::text, p.message_name, p.reason, p.parked_at FROM dashboard.parked_messages p WHERE p.id BETWEEN @first AND @last LIMIT @limit)
    UNION ALL
    (SELECT 'message', e.workspace_id, e.message_id::text, e.message_name, 'edited', e.edited_at FROM dashboard.message_edits e WHERE e.id BETWEEN @first AND @last LIMIT @limit)
    UNION ALL
    (SELECT 'list', l.workspace_id, l.request_id::text, NULL, NULL, l.requested_at
     FROM dashboard.list_keys l WHERE l.request_id BETWEEN @first AND @last LIMIT @limit)
    UNION ALL
    (SELECT 'preview', p.workspace_id, p.id::text, p.leaver, NULL, p.previewed_at
     FROM (SELECT v.id FROM dashboard.previews v WHERE v.id BETWEEN @first AND @last
           UNION
           SELECT v.id FROM dashboard.previews v WHERE v.request_id BETWEEN @first AND @last
           LIMIT @limit) f
     JOIN dashboard.previews p ON p.id = f.id)
    UNION ALL
    (SELECT 'approval', a.workspace_id, a.id::text, a.asked_by_name, a.status, a.opened_at FROM dashboard.approvals a WHERE a.id BETWEEN @first AND @last LIMIT @limit)
    UNION ALL
    (SELECT 'bulk-act', o.workspace_id, o.id::text, NULL, o.state, o.frozen_at FROM dashboard.operations o WHERE o.id BETWEEN @first AND @last LIMIT @limit)
    UNION ALL
    (SELECT 'workspace', w.id, w.id::text, NULL, NULL, NULL FROM dashboard.workspace_names w WHERE w.id BETWEEN @first AND @last LIMIT @limit)) found;

-- An operation id that is nothing else is in the audit trail.
SELECT 'operation' AS what, a.workspace_id, a.operation_id::text AS id, NULL AS name, a.action AS state, a.at
FROM dashboard.audit a WHERE a.operation_id BETWEEN @first AND @last
ORDER BY a.operation_id, a.id LIMIT 1;

-- name: find-everything-by-number(kinds, number, limit)
-- An item by its number, of each kind that was ever handed over, with who has it since; and client contacts.
(SELECT 'item' AS what, found.workspace_id, k.kind AS id, found.recipient AS name, NULL AS state, found.moved_at AS at
 FROM unnest(@kinds::text[]) k (kind)
 CROSS JOIN LATERAL (
     SELECT l.workspace_id, l.recipient, l.moved_at FROM dashboard.handover_ledger l
     WHERE point(l.first_id, l.last_id) <@ box(point('-infinity', @number), point(@number, 'infinity')) AND l.item_ids @> ARRAY[@number::bigint] AND l.kind = k.kind
     ORDER BY l.moved_at DESC LIMIT 1) found)
UNION ALL
-- In each workspace by itself: the key begins with it.
(SELECT 'contact', c.workspace_id, c.id::text, c.name, c.status, NULL
 FROM dashboard.workspace_names w
 CROSS JOIN LATERAL (SELECT k.workspace_id, k.id, k.name, k.status FROM dashboard.contact_keys k WHERE k.workspace_id = w.id AND k.id = @number OFFSET 0) c
 LIMIT @limit);

-- name: find-person-by-address(limit, text)
-- A whole address: not also the people whose address has a word that begins like it.
SELECT 'person' AS what, p.workspace_id, p.id::text AS id, p.name, p.status AS state, NULL::timestamptz AS at
FROM dashboard.users p WHERE lower(p.email) = lower(@text) AND p.status <> 'deleted' ORDER BY p.workspace_id, p.id LIMIT @limit;

-- name: find-everything-by-words(words, limit, text)
(SELECT 'person' AS what, p.workspace_id, p.user_id::text AS id, p.name, p.status AS state, NULL::timestamptz AS at
 FROM (SELECT w.workspace_id, w.user_id, w.name, w.status FROM dashboard.words_of_people w WHERE w.words @@ to_tsquery('simple', @words) LIMIT 200) p
 ORDER BY p.status, p.name, p.user_id
 LIMIT @limit)
UNION ALL
(SELECT 'workspace', w.id, w.id::text, NULL, NULL, NULL FROM dashboard.workspace_names w WHERE starts_with(lower(w.name), lower(@text)) ORDER BY w.name, w.id LIMIT @limit);

-- name: names-of-workspaces(ids)
SELECT w.id, w.name FROM dashboard.workspace_names w WHERE w.id = ANY (@ids);
