UPDATE offboarding.lists s SET answered_at = now()
WHERE s.id = @listId AND s.answered_at IS NULL
  AND NOT EXISTS (SELECT FROM offboarding.list_lines l WHERE l.list_id = s.id AND l.status = 'waiting')
RETURNING (SELECT count(*)::int FROM offboarding.list_lines l WHERE l.list_id = s.id AND l.status = 'accepted') AS accepted,
          (SELECT count(*)::int FROM offboarding.list_lines l WHERE l.list_id = s.id AND l.status = 'refused') AS refused,
          (SELECT count(*)::int FROM offboarding.list_lines l WHERE l.list_id = s.id AND l.status = 'failed') AS failed
