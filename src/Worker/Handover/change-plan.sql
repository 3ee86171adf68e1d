-- What reopens later goes where the plan says, as when the case starts; nobody else's successor is touched.
UPDATE workspace.users
SET successor_id = coalesce(@Conversations, successor_id), contacts_successor_id = coalesce(@Contacts, contacts_successor_id),
    leads_successor_id = coalesce(@Leads, leads_successor_id), tasks_successor_id = coalesce(@Tasks, tasks_successor_id)
WHERE workspace_id = @WorkspaceId AND id = @UserId AND status = 'inactive';

UPDATE offboarding.cases SET plan = @plan::jsonb WHERE id = @OffboardingId;

-- Every step it names waits for its start again, with a fresh number of attempts, and the plan begins anew with what is left. The new slice
-- number makes a message that is still on its way stale.
INSERT INTO offboarding.steps AS s (workspace_id, case_id, name, phase, attempt_limit)
SELECT @WorkspaceId, @OffboardingId, c.name, @phase, @attempts FROM unnest(@steps::text[], @totals::bigint[]) AS c (name, total)
ON CONFLICT (workspace_id, case_id, name) DO UPDATE
SET status = 'waiting', slice = s.slice + 1, planned_from = s.done, resume_after = 0, next_attempt_at = NULL, progress_at = now(),
    attempt_limit = s.attempts + excluded.attempt_limit,
    total = (SELECT c.total FROM unnest(@steps::text[], @totals::bigint[]) AS c (name, total) WHERE c.name = s.name);

-- Whoever has least is counted anew: some have got items by the plan before.
UPDATE offboarding.step_recipients SET open_before = NULL
WHERE workspace_id = @WorkspaceId AND case_id = @OffboardingId AND step = ANY (@steps);
