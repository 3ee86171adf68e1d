SELECT now() AS read_at;

SELECT id, host, process_id, version, started_at, seen_at, alive, broker, broker_since, broker_error
FROM dashboard.workers ORDER BY alive DESC, seen_at DESC LIMIT 20;

SELECT rows, oldest_at FROM dashboard.outbox;

SELECT state, cases, oldest_requested_at FROM dashboard.open_cases;

-- Cases, up to 1,000; a case has fewer than ten steps.
SELECT count(*) FROM (SELECT DISTINCT s.case_id
                      FROM (SELECT c.case_id FROM dashboard.current_steps c WHERE c.status = 'retrying' LIMIT 10000) s LIMIT 1000) retrying;

SELECT count(*) FROM (SELECT FROM dashboard.refusals
                      WHERE replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL LIMIT 1000) waiting;

SELECT count(*) FROM (SELECT FROM dashboard.parked_messages
                      WHERE replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL LIMIT 1000) waiting;
