WITH opened AS (
    INSERT INTO offboarding.approvals (id, workspace_id, asked_by, list_id, expires_at, counted, active_users, people_limit, percent_limit, period)
    VALUES (gen_random_uuid(), @workspaceId, @askedBy, @listId, now() + make_interval(hours => @ApprovalHours), @Counted + 1, @Active,
            @PeopleLimit, @PercentLimit, make_interval(hours => @PeriodHours))
    ON CONFLICT DO NOTHING
    RETURNING id, expires_at)
SELECT id, expires_at FROM opened
UNION ALL
SELECT a.id, a.expires_at FROM offboarding.approvals a
WHERE a.workspace_id = @workspaceId AND a.asked_by = @askedBy AND a.list_id IS NOT DISTINCT FROM @listId AND a.status = 'open'
LIMIT 1
