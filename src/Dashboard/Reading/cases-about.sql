SELECT c.id FROM dashboard.cases c WHERE c.id = @about
UNION
SELECT c.id FROM dashboard.cases c WHERE c.user_id = @about
LIMIT 1000;
