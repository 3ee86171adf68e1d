SELECT dashboard.changed_audit_entries(@ids);
