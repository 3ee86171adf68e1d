SELECT s.retrying, s.failed, c.attention, d.due + r.returns AS dates, j.jobs_succeeded, j.jobs_deleted
FROM (SELECT count(*) FILTER (WHERE status = 'retrying') AS retrying, count(*) FILTER (WHERE status = 'failed') AS failed FROM dashboard.current_steps) s,
     (SELECT coalesce(sum(cases) FILTER (WHERE state = 'needs-attention'), 0)::bigint AS attention FROM dashboard.open_cases) c,
     (SELECT count(*) AS due FROM dashboard.unfinished_cases WHERE state = 'scheduled') d,
     (SELECT count(*) AS returns FROM dashboard.returns WHERE status IN ('expected', 'held-up')) r,
     (SELECT count(*) FILTER (WHERE statename = 'Succeeded') AS jobs_succeeded, count(*) FILTER (WHERE statename = 'Deleted') AS jobs_deleted
      FROM hangfire.job WHERE statename IN ('Succeeded', 'Deleted')) j;
