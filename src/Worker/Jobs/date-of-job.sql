SELECT bool_or(d.known) AS known, max(d.due_at) AS due_at, now() AS now
FROM (
    SELECT true AS known, CASE WHEN c.state = 'scheduled' THEN c.due_at END AS due_at FROM offboarding.cases c
    WHERE @what IN ('last-day', 'deletion') AND c.id = @subject
    UNION ALL
    SELECT true, CASE WHEN r.status = 'expected' THEN r.return_at END FROM offboarding.returns r WHERE @what = 'return' AND r.case_id = @subject
    UNION ALL
    SELECT true, CASE WHEN i.status = 'open' THEN i.expires_at END FROM workspace.invitations i WHERE @what = 'invitation-expiry' AND i.id = @subject
    UNION ALL
    SELECT true, CASE WHEN a.status = 'open' THEN a.expires_at END FROM offboarding.approvals a WHERE @what = 'approval-expiry' AND a.id = @subject
    UNION ALL
    SELECT false, NULL) d
