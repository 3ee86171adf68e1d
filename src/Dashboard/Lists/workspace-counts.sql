SELECT w.id, w.name, w.seat_limit, w.seats_in_use, w.seats_free, w.active, w.invited, w.inactive, w.deleted
FROM dashboard.workspaces w WHERE w.id = @workspaceId;
