SELECT c.kind, c.state, c.user_id, c.plan::text AS plan,
       (SELECT u.undone_by FROM (
            SELECT o.id AS undone_by FROM offboarding.cases o
            WHERE o.workspace_id = c.workspace_id AND o.undoes = c.id AND o.state NOT IN ('refused', 'cancelled')
            UNION ALL
            SELECT o.id FROM offboarding.cases o
            WHERE o.workspace_id = c.workspace_id AND o.undoes_also IS NOT NULL AND c.id = ANY (o.undoes_also)
              AND o.state NOT IN ('refused', 'cancelled')) u LIMIT 1) AS undone_by,
       (SELECT o.id FROM offboarding.cases o
        WHERE o.workspace_id = c.workspace_id AND o.user_id IN (c.user_id, coalesce(@GiveTo, c.user_id)) AND o.id <> c.id
          AND o.state NOT IN ('held-for-approval', 'scheduled', 'completed', 'refused', 'cancelled')
        LIMIT 1) AS case_in_progress
FROM offboarding.cases c
WHERE c.workspace_id = @WorkspaceId AND c.id = @OffboardingId
