-- First the keys of one page, in their order, out of indexes; then the rows of these keys: what a row sums up is read only for what is shown.
-- CaseOrder puts a column and its direction in the place of the marks. "before" is the last row of the page before this one; "from" it is
-- said a second time, beside "beyond", because only that is a condition of an index. One row more than is shown tells whether there is
-- another page.
WITH before AS MATERIALIZED (
    SELECT b./*column*/id AS sorted FROM dashboard.case_keys b WHERE b.id = @beforeId),
page AS MATERIALIZED (
    SELECT k.id, k./*column*/id AS sorted
    FROM dashboard.case_keys k
    WHERE /*only*/true
/*case-filter*/
      AND (@beforeId::uuid IS NULL
           OR (k./*column*/id /*from*/= (SELECT sorted FROM before) AND (k./*column*/id /*beyond*/= (SELECT sorted FROM before) OR k.id /*next*/= @beforeId)))
    ORDER BY k./*column*/id /*way*/, k.id /*ids*/
    LIMIT @limit)
SELECT c.id, c.workspace, c.leaver, c.leaver_email, c.state, c.requested_at, c.due_at, c.sessions_ended_at, c.completed_at,
       c.kind, c.unplanned, c.total, c.done, c.attempts, c.current_steps
FROM page
JOIN dashboard.cases c ON c.id = page.id
ORDER BY page.sorted /*way*/, page.id /*ids*/;
