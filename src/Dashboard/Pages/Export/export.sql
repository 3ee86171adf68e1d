-- name: record-export(actor, what, why)
SELECT dashboard.record_export(@actor, @what::jsonb, @why);
