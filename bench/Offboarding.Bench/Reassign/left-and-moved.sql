SELECT (SELECT count(*) FROM workspace.conversations
        WHERE workspace_id = @workspace AND assignee_id = @leaver AND status <> 'closed') AS left,
       (SELECT coalesce(sum(cardinality(item_ids)), 0)::bigint FROM offboarding.handover WHERE case_id = @caseId) AS moved,
       (SELECT count(*) FROM offboarding.handover WHERE case_id = @caseId) AS batches
