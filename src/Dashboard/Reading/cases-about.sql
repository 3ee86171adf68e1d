SELECT c.id FROM dashboard.cases c WHERE c.id = ANY (@about::uuid[])
UNION
SELECT c.id FROM dashboard.cases c WHERE c.user_id = ANY (@about::uuid[])
LIMIT 1000;
