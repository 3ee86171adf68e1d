SELECT coalesce((w.policies ->> 'invitedUsersHoldSeats')::boolean, false) AS holds_seat,
       (SELECT u.id FROM workspace.users u WHERE u.workspace_id = w.id AND lower(u.email) = lower(@Email) AND u.status <> 'deleted') AS same_email
FROM workspace.workspaces w WHERE w.id = @WorkspaceId
