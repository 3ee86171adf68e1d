SELECT dashboard.record_export(@actor, @what::jsonb, @why);
