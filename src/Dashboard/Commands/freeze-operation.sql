SELECT dashboard.freeze_operation(@kind, @scope::jsonb, @actor, @cases);
