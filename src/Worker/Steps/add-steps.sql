-- The steps of a case that begins: what was done with its opening, what is sent on its way now, and what waits.
INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, attempt_limit, status, total, done, slice, started_at, finished_at)
SELECT @workspaceId, @caseId, s.name, s.phase, @attempts, s.status, CASE WHEN s.status = 'done' THEN s.done END, s.done, CASE WHEN s.status = 'ready' THEN 1 ELSE 0 END,
       CASE WHEN s.status = 'done' THEN now() END, CASE WHEN s.status = 'done' THEN now() END
FROM unnest(@names::text[], @phases::int[], @statuses::text[], @done::bigint[]) AS s (name, phase, status, done)
