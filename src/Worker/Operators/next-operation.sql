SELECT o.id, o.kind, o.actor, o.why, o.state, o.in_the_name_of
FROM offboarding.operations o
WHERE o.state IN ('running', 'stopped') AND o.ended_at IS NULL AND o.id > @after
ORDER BY o.id
LIMIT 1
FOR NO KEY UPDATE SKIP LOCKED
