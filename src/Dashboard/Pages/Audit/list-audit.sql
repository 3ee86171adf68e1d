SELECT a.id, a.workspace_id, a.case_id, a.at, a.actor, a.actor_name, a.action, a.operation_id, a.details, a.about_name, a.in_the_name_of, a.leaver, a.number, a.hash
FROM dashboard.audit a
WHERE (@workspaces::uuid[] IS NULL OR a.workspace_id = ANY (@workspaces))
  AND (@actors::text[] IS NULL OR a.actor = ANY (@actors))
  AND (@action::text IS NULL OR a.action = @action)
  AND (@cases::uuid[] IS NULL OR a.case_id = ANY (@cases) OR a.id = ANY (@sent) OR a.details ->> 'userId' = ANY (@people))
  AND (@operation::uuid IS NULL OR a.operation_id = @operation)
  AND (@from::timestamptz IS NULL OR a.at >= @from)
  AND (@to::timestamptz IS NULL OR a.at < @to)
  AND (@before::bigint IS NULL OR a.id < @before)
ORDER BY a.id DESC
LIMIT @limit;
