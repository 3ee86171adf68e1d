SELECT r.code, r.message, r.help, r.errors::text AS errors FROM dashboard.refusals r WHERE r.id = @id;
