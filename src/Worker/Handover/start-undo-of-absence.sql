UPDATE offboarding.cases SET state = 'handing-over', started_at = now(), nudged_at = now(), plan = @plan::jsonb WHERE id = @caseId;

INSERT INTO offboarding.steps (workspace_id, case_id, name, phase, attempt_limit)
SELECT @workspaceId, @caseId, name, @phase, @attempts FROM unnest(@steps::text[]) AS s (name);
