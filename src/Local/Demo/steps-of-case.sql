SELECT name AS "Name", status AS "Status", total AS "Total", done AS "Done", attempts AS "Attempts", last_error AS "LastError"
FROM dashboard.steps
WHERE case_id = @caseId
ORDER BY phase, name;
