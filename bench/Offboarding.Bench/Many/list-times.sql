-- By the database's clock, in seconds from the acceptance of the list: until the last case was opened, the last session ended and the last
-- case was completed; and how many there are of each.
SELECT extract(epoch FROM max(c.requested_at) - l.requested_at)::double precision AS opened,
       extract(epoch FROM max(c.sessions_ended_at) - l.requested_at)::double precision AS "lockedOut",
       extract(epoch FROM max(c.completed_at) - l.requested_at)::double precision AS completed,
       count(c.completed_at) AS people
FROM offboarding.lists l
JOIN offboarding.list_lines n ON n.list_id = l.id
JOIN offboarding.cases c ON c.workspace_id = l.workspace_id AND c.request_id = n.request_id
WHERE l.request_id = @request
GROUP BY l.id
