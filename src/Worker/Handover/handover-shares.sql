SELECT recipient_id, sum(cardinality(item_ids))::bigint
FROM offboarding.handover
WHERE case_id = @CaseId AND kind = @kind
GROUP BY recipient_id
ORDER BY recipient_id
