INSERT INTO offboarding.step_recipients AS r (workspace_id, case_id, step, user_id, open_before)
SELECT @WorkspaceId, @CaseId, @Name, o.user_id, o.items FROM unnest(@people::uuid[], @items::bigint[]) AS o (user_id, items)
ON CONFLICT (workspace_id, case_id, step, user_id) DO UPDATE SET open_before = coalesce(r.open_before, excluded.open_before)
