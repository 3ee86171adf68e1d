SELECT coalesce((w.policies ->> 'invitedUsersHoldSeats')::boolean, false) AS holds_seat, same.id AS same_id, same.status AS same_status,
       EXISTS (SELECT FROM workspace.never_active n WHERE n.workspace_id = w.id AND n.user_id = same.id) AS never_active,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = w.id AND c.user_id = same.id AND c.kind = 'deactivate'
          AND c.state NOT IN ('completed', 'refused', 'cancelled')) AS departure,
       (SELECT i.id FROM workspace.invitations i WHERE i.workspace_id = w.id AND i.user_id = same.id AND i.status = 'open') AS invitation
FROM workspace.workspaces w
LEFT JOIN workspace.users same ON same.workspace_id = w.id AND lower(same.email) = lower(@Email) AND same.status <> 'deleted'
WHERE w.id = @WorkspaceId
