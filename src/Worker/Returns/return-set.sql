-- A case that was refused and is replayed, or a return that was called off and is wanted again, begins anew.
INSERT INTO offboarding.returns AS r (case_id, workspace_id, user_id, return_at, give_back_work, set_by, set_by_request)
VALUES (@CaseId, @WorkspaceId, @UserId, @ReturnAt, @GiveBackWork, @SetBy, @RequestId)
ON CONFLICT (case_id) DO UPDATE
SET previous_return_at = CASE WHEN r.status IN ('expected', 'held-up') THEN r.return_at END, return_at = excluded.return_at,
    give_back_work = excluded.give_back_work, set_by = excluded.set_by, set_by_request = excluded.set_by_request, set_at = now(),
    status = 'expected', held_code = NULL, held_text = NULL, held_help = NULL, held_up_at = NULL, cancelled_why = NULL, ended_at = NULL
