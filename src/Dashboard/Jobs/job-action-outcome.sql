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
