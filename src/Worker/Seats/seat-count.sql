SELECT seat_limit, in_use FROM workspace.seats WHERE workspace_id = @workspaceId
