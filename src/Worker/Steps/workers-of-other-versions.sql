-- As the dashboard counts who is alive: seen within 30 s.
SELECT EXISTS (SELECT FROM offboarding.workers WHERE version <> @version AND seen_at > now() - interval '30 s')
