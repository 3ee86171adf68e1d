SELECT (SELECT id FROM offboarding.cases WHERE state = 'completed' ORDER BY requested_at OFFSET 100 LIMIT 1) AS finished,
       (SELECT id FROM offboarding.cases WHERE state = 'needs-attention' LIMIT 1) AS failed;
