UPDATE workspace.workspaces SET seat_limit = @SeatLimit WHERE id = @WorkspaceId RETURNING now()
