SELECT dashboard.record_access(@events::jsonb);
