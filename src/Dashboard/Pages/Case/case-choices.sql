SELECT DISTINCT name FROM dashboard.workspace_names ORDER BY name LIMIT 200;

-- Only cases that are not finished are at a step, so these are few.
SELECT DISTINCT name FROM dashboard.current_steps ORDER BY name;
