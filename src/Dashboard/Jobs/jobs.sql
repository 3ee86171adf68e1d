-- name: job-state(id)
SELECT statename FROM hangfire.job WHERE id = @id;

-- name: job-action-outcome(operation)
-- The worker answers in portions. The jobs follow the rows a moment later, and a page that is loaded again should show them moved.
SELECT EXISTS (SELECT FROM dashboard.workers w WHERE w.alive) AS worker_alive,
       coalesce(j.done + j.not_possible >= j.asked, false) AS answered,
       j.done,
       NOT EXISTS (SELECT FROM dashboard.job_action_items i JOIN hangfire.job b ON b.id = CASE WHEN i.job_id ~ '^[0-9]{1,18}$' THEN i.job_id::bigint END
                   JOIN hangfire.state s ON s.jobid = b.id AND s.id = b.stateid
                   WHERE i.action_id = @operation AND i.outcome = 'done' AND s.createdat < j.asked_at) AS moved,
       -- What kept most of the others from it.
       (SELECT i.why FROM dashboard.job_action_items i WHERE i.action_id = @operation AND i.outcome <> 'done' AND i.why IS NOT NULL
        GROUP BY i.why ORDER BY count(*) DESC, i.why LIMIT 1) AS why_not,
       (SELECT concat_ws(' ', r.message, r.help) FROM dashboard.refusals r WHERE r.request_id = @operation LIMIT 1) AS refusal
FROM (SELECT) one LEFT JOIN dashboard.job_actions j ON j.id = @operation;

-- name: jobs-of-cases(cases)
SELECT s.case_id, s.name AS step, s.status, s.job_id
FROM dashboard.steps s WHERE s.case_id = ANY(@cases) AND s.job_id IS NOT NULL
ORDER BY s.case_id, s.phase, s.name

-- name: job-metrics()
SELECT s.retrying, s.failed, c.attention, d.due + r.returns AS dates, j.jobs_succeeded, j.jobs_deleted
FROM (SELECT count(*) FILTER (WHERE status = 'retrying') AS retrying, count(*) FILTER (WHERE status = 'failed') AS failed FROM dashboard.current_steps) s,
     (SELECT coalesce(sum(cases) FILTER (WHERE state = 'needs-attention'), 0)::bigint AS attention FROM dashboard.open_cases) c,
     (SELECT count(*) AS due FROM dashboard.unfinished_cases WHERE state = 'scheduled') d,
     (SELECT count(*) AS returns FROM dashboard.returns WHERE status IN ('expected', 'held-up')) r,
     (SELECT count(*) FILTER (WHERE statename = 'Succeeded') AS jobs_succeeded, count(*) FILTER (WHERE statename = 'Deleted') AS jobs_deleted
      FROM hangfire.job WHERE statename IN ('Succeeded', 'Deleted')) j;
