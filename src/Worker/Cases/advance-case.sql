UPDATE offboarding.cases
SET state = $2, completed_at = CASE WHEN $2 = 'completed' THEN $3 ELSE completed_at END, erases = CASE WHEN $2 = 'completed' THEN NULL ELSE erases END
WHERE id = $1
