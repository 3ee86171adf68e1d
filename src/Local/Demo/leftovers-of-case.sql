SELECT kind AS "Kind", reason AS "Reason", count(*) AS "Items"
FROM dashboard.undo_leftovers
WHERE case_id = @caseId
GROUP BY kind, reason
ORDER BY kind, reason;
