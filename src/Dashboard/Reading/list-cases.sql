-- Newest first; @before is the last row of the page before. One row more than is shown tells whether there is another page.
SELECT c.id, c.workspace, c.leaver, c.leaver_email, c.state, c.requested_at, c.due_at, c.sessions_ended_at, c.completed_at,
       c.total, c.done, c.attempts, c.current_steps
FROM dashboard.cases c
WHERE (@states::text[] IS NULL OR c.state = ANY (@states))
  AND (@text::text IS NULL OR position(lower(@text) IN lower(c.leaver)) > 0 OR position(lower(@text) IN lower(c.leaver_email)) > 0)
  AND (@id::uuid IS NULL OR @id IN (c.id, c.user_id, c.request_id))
  AND (@beforeAt::timestamptz IS NULL
       OR (c.requested_at <= @beforeAt AND (c.requested_at < @beforeAt OR c.id > @beforeId)))
ORDER BY c.requested_at DESC, c.id
LIMIT @limit;
