SELECT EXISTS (SELECT FROM dashboard.workers w WHERE w.alive) AS worker_alive,
       EXISTS (SELECT FROM dashboard.job_actions j WHERE j.id = @operation) AS answered,
       (SELECT j.done FROM dashboard.job_actions j WHERE j.id = @operation) AS done,
       -- What kept most of the others from it.
       (SELECT i.why FROM dashboard.job_action_items i WHERE i.action_id = @operation AND i.outcome <> 'done' AND i.why IS NOT NULL
        GROUP BY i.why ORDER BY count(*) DESC, i.why LIMIT 1) AS why_not,
       (SELECT concat_ws(' ', r.message, r.help) FROM dashboard.refusals r WHERE r.request_id = @operation LIMIT 1) AS refusal;
