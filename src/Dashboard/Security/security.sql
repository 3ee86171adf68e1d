-- name: is-within(kind, id)
-- Whether who asks can see it; what a new address names is not, until it has a line here.
SELECT CASE @kind
    WHEN 'cases' THEN EXISTS (SELECT FROM dashboard.case_times c WHERE c.id = @id)
    WHEN 'approvals' THEN EXISTS (SELECT FROM dashboard.approvals a WHERE a.id = @id)
    WHEN 'messages' THEN EXISTS (SELECT FROM dashboard.refusals r WHERE r.id = @id)
    WHEN 'operations' THEN EXISTS (SELECT FROM dashboard.operations o WHERE o.id = @id)
    WHEN 'previews' THEN EXISTS (SELECT FROM dashboard.previews p WHERE p.id = @id)
    ELSE false END;
