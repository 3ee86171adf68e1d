SELECT count(*) FROM dashboard.failing_steps f WHERE f.status = @status AND f.step = @step AND f.kind = @kind;
