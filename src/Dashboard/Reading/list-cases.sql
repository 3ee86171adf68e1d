-- First the keys of one page, in their order, out of indexes; then the rows of these keys: what a row sums up is read only for what is shown.
-- One way to sort is switched on where the file is read; @beforeAt and @beforeId are the last row of the page before. One row more than
-- is shown tells whether there is another page.
WITH page AS MATERIALIZED (
    SELECT k.id, k.requested_at, k.due_at, k.completed_at, k.lockout, k.leaver
    FROM dashboard.case_keys k
    WHERE true
/*case-filter*/
/*requested
      AND (@beforeAt::timestamptz IS NULL OR (k.requested_at <= @beforeAt AND (k.requested_at < @beforeAt OR k.id > @beforeId)))
    ORDER BY k.requested_at DESC, k.id
requested*/
/*oldest
      AND (@beforeAt::timestamptz IS NULL OR (k.requested_at >= @beforeAt AND (k.requested_at > @beforeAt OR k.id < @beforeId)))
    ORDER BY k.requested_at, k.id DESC
oldest*/
/*last-day
      AND (@beforeId::uuid IS NULL OR (k.due_at <= (SELECT b.due_at FROM dashboard.case_keys b WHERE b.id = @beforeId)
           AND (k.due_at < (SELECT b.due_at FROM dashboard.case_keys b WHERE b.id = @beforeId) OR k.id > @beforeId)))
    ORDER BY k.due_at DESC, k.id
last-day*/
/*finished
      AND k.completed_at IS NOT NULL
      AND (@beforeId::uuid IS NULL OR (k.completed_at <= (SELECT b.completed_at FROM dashboard.case_keys b WHERE b.id = @beforeId)
           AND (k.completed_at < (SELECT b.completed_at FROM dashboard.case_keys b WHERE b.id = @beforeId) OR k.id > @beforeId)))
    ORDER BY k.completed_at DESC, k.id
finished*/
/*lockout
      AND k.locked_out
      AND (@beforeId::uuid IS NULL OR (k.lockout <= (SELECT b.lockout FROM dashboard.case_keys b WHERE b.id = @beforeId)
           AND (k.lockout < (SELECT b.lockout FROM dashboard.case_keys b WHERE b.id = @beforeId) OR k.id > @beforeId)))
    ORDER BY k.lockout DESC, k.id
lockout*/
/*name
      AND (@beforeId::uuid IS NULL OR (k.leaver >= (SELECT b.leaver FROM dashboard.case_keys b WHERE b.id = @beforeId)
           AND (k.leaver > (SELECT b.leaver FROM dashboard.case_keys b WHERE b.id = @beforeId) OR k.id > @beforeId)))
    ORDER BY k.leaver, k.id
name*/
    LIMIT @limit)
SELECT c.id, c.workspace, c.leaver, c.leaver_email, c.state, c.requested_at, c.due_at, c.sessions_ended_at, c.completed_at,
       c.total, c.done, c.retries, c.current_steps
FROM page
JOIN dashboard.cases c ON c.id = page.id
/*requested ORDER BY page.requested_at DESC, page.id requested*/
/*oldest ORDER BY page.requested_at, page.id DESC oldest*/
/*last-day ORDER BY page.due_at DESC, page.id last-day*/
/*finished ORDER BY page.completed_at DESC, page.id finished*/
/*lockout ORDER BY page.lockout DESC, page.id lockout*/
/*name ORDER BY page.leaver, page.id name*/;
