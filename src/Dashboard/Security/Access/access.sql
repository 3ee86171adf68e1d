-- name: record-access(events)
SELECT dashboard.record_access(@events::jsonb);
