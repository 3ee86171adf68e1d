SELECT kind AS "Kind", recipient AS "Recipient", items AS "Items"
FROM dashboard.handover
WHERE case_id = @caseId
ORDER BY kind, recipient NULLS LAST;
