-- name: case-filter(states, words, people, id, workspace, workspaces, reason, since, until, step, stepStatus)
      AND (@states::text[] IS NULL OR k.state = ANY (@states))
      AND (@words::text IS NULL OR k.words @@ to_tsquery('simple', @words))
      AND (@people::uuid[] IS NULL OR k.user_id = ANY (@people))
      AND (@id::uuid IS NULL OR k.id = @id OR k.user_id = @id OR k.request_id = @id)
      AND (@workspace::uuid IS NULL OR k.workspace_id = @workspace)
      AND (@workspaces::uuid[] IS NULL OR k.workspace_id = ANY (@workspaces))
      AND (@reason::text IS NULL OR k.reason = @reason)
      AND (@since::timestamptz IS NULL OR k.requested_at >= @since)
      AND (@until::timestamptz IS NULL OR k.requested_at < @until)
      AND (@step::text IS NULL OR k.id IN (SELECT s.case_id FROM dashboard.current_steps s WHERE s.name = @step))
      AND (@stepStatus::text IS NULL OR k.id IN (SELECT s.case_id FROM dashboard.current_steps s WHERE s.status = @stepStatus))

-- name: find-people(words, limit)
-- One more than is useful tells that there are too many.
SELECT p.user_id FROM dashboard.words_of_people p WHERE p.words @@ to_tsquery('simple', @words) LIMIT @limit;
