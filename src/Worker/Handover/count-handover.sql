SELECT coalesce(sum(cardinality(h.item_ids)), 0)::bigint
FROM offboarding.cases c
JOIN offboarding.handover h ON h.case_id = ANY (array_prepend(c.undoes, coalesce(c.undoes_also, '{}'))) AND h.kind = @kind
WHERE c.id = @CaseId
