SELECT u.status AS user_status, now() AS now,
       (SELECT o.id FROM offboarding.cases o
        WHERE o.workspace_id = c.workspace_id AND (o.user_id = c.user_id OR o.gives_to = c.user_id) AND o.id <> c.id
          AND o.state NOT IN ('held-for-approval', 'scheduled', 'completed', 'refused', 'cancelled')
        LIMIT 1) AS case_in_progress,
       ARRAY(SELECT DISTINCT h.kind FROM offboarding.handover h
             WHERE h.case_id = ANY (array_prepend(c.undoes, coalesce(c.undoes_also, '{}')))) AS kinds
FROM offboarding.cases c
JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id
WHERE c.id = @caseId
