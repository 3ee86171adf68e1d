-- Those who are told for the first time, in this transaction, that they had left.
INSERT INTO offboarding.step_recipients AS r (workspace_id, case_id, step, user_id, left_at, passed_on)
SELECT @WorkspaceId, @CaseId, @Name, p.user_id, now(), p.items FROM unnest(@people::uuid[], @items::bigint[]) AS p (user_id, items)
ON CONFLICT (workspace_id, case_id, step, user_id) DO UPDATE
SET left_at = coalesce(r.left_at, now()), passed_on = r.passed_on + excluded.passed_on
RETURNING user_id, left_at = now()
