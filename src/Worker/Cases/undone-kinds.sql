-- What an undo gave back and what it left, one row for each of its steps.
SELECT k.kind,
       (SELECT coalesce(sum(cardinality(h.item_ids)), 0) FROM offboarding.handover h
        WHERE h.case_id = s.case_id AND h.kind = k.kind) AS given_back,
       count(l.item_id) FILTER (WHERE l.reason = 'closed') AS closed,
       count(l.item_id) FILTER (WHERE l.reason = 'returned') AS returned,
       count(l.item_id) FILTER (WHERE l.reason = 'reassigned') AS reassigned,
       count(l.item_id) FILTER (WHERE l.reason = 'edited') AS edited,
       count(l.item_id) FILTER (WHERE l.reason = 'deleted') AS deleted,
       s.status = 'skipped' AS skipped
FROM offboarding.steps s
CROSS JOIN LATERAL (SELECT substr(s.name, length('undo-') + 1)) k (kind)
LEFT JOIN offboarding.undo_leftovers l ON l.workspace_id = s.workspace_id AND l.case_id = s.case_id AND l.kind = k.kind
WHERE s.case_id = @caseId
GROUP BY s.case_id, s.status, k.kind
ORDER BY k.kind
