SELECT now() AS now, u.status, u.kind,
       EXISTS (SELECT FROM workspace.never_active n WHERE n.workspace_id = u.workspace_id AND n.user_id = u.id) AS never_active,
       EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = w.id AND r.user_id = u.id AND r.role = 'owner') AS is_owner,
       w.account_owner_id IS NOT DISTINCT FROM u.id AND u.id IS NOT NULL AS is_account_owner,
       (SELECT count(*)::int FROM workspace.user_roles r
        JOIN workspace.users o ON o.workspace_id = r.workspace_id AND o.id = r.user_id AND o.status = 'active'
        WHERE r.workspace_id = w.id AND r.role = 'owner' AND r.user_id <> @userId) AS other_owners,
       EXISTS (SELECT FROM offboarding.returns r
               WHERE r.workspace_id = w.id AND r.user_id = @userId AND r.status IN ('expected', 'held-up')) AS has_return_ahead,
       EXISTS (SELECT FROM workspace.invitations i
               WHERE i.workspace_id = w.id AND i.user_id = @userId AND i.status = 'open') AS has_open_invitation,
       asker.status AS asker_status, coalesce(current_setting('offboarding.asker_was_checked', true), '') = 'true' AS asker_was_checked,
       EXISTS (SELECT FROM workspace.user_roles r
               WHERE r.workspace_id = w.id AND r.user_id = @requestedBy AND r.role IN ('admin', 'owner')) AS asker_is_admin,
       w.account_owner_id IS NOT DISTINCT FROM asker.id AND asker.id IS NOT NULL
       OR EXISTS (SELECT FROM workspace.user_roles r
                  WHERE r.workspace_id = w.id AND r.user_id = @requestedBy AND r.role = 'owner') AS asker_is_owner,
       (SELECT c.id FROM offboarding.cases c
        WHERE c.workspace_id = w.id AND c.user_id = @userId AND c.kind = 'deactivate'
          AND c.state NOT IN ('completed', 'refused', 'cancelled')) AS case_in_progress,
       EXISTS (SELECT FROM offboarding.cases c
               WHERE c.workspace_id = w.id AND c.user_id = @userId AND c.kind = 'deactivate' AND c.state = 'held-for-approval') AS case_is_held,
       coalesce((w.policies ->> 'requireCompleteHandover')::boolean, false) AS requires_complete_handover,
       workspace.late_last_day_days(w.policies) AS late_last_day_days,
       w.policies ?| ARRAY['massChangePeople', 'massChangePercent'] AS has_mass_change_policy,
       ARRAY(SELECT key FROM jsonb_each(w.policies) WHERE value = 'true'::jsonb) AS policies
FROM workspace.workspaces w
LEFT JOIN workspace.users u ON u.workspace_id = w.id AND u.id = @userId
LEFT JOIN workspace.users asker ON asker.workspace_id = w.id AND asker.id = @requestedBy
WHERE w.id = @workspaceId
