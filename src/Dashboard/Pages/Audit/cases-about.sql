-- The cases that are meant, or are of who is meant, with what was sent to open them: that is written before there is a case.
SELECT c.id AS case_id, s.audit_id
FROM (SELECT c.id FROM dashboard.cases c WHERE c.id = ANY (@about::uuid[])
      UNION
      SELECT c.id FROM dashboard.cases c WHERE c.user_id = ANY (@about::uuid[])
      LIMIT 1000) c
LEFT JOIN dashboard.case_senders s ON s.case_id = c.id;
