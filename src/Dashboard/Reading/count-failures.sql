SELECT count(*) FROM dashboard.failed_steps f WHERE f.step = @step AND f.kind = @kind;
