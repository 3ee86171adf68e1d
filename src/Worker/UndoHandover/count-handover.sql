SELECT coalesce(sum(cardinality(item_ids)), 0)::bigint FROM offboarding.handover WHERE case_id = @Undoes AND kind = @kind
