SELECT w.id, w.name, w.seat_limit, w.seats_in_use, w.seats_free, w.active, w.invited, w.inactive, w.deleted
FROM dashboard.workspaces w WHERE w.id = @workspace;

-- Whom to show first, what is shown of them then.
SELECT u.id, u.name, u.email, u.status, u.kind, coalesce(u.roles, '{}') AS roles, u.owns_account, u.sign_in_closed_at, u.created_at,
       u.invited_by, u.invited_by_name, u.invited_at, u.held, u.last_case_id
FROM (SELECT k.workspace_id, k.user_id, k.name FROM dashboard.words_of_people k
      WHERE k.workspace_id = @workspace AND (@status::text IS NULL OR k.status = @status)
        AND (@words::text IS NULL OR k.words @@ to_tsquery('simple', @words))
        AND (@after::uuid IS NULL
             OR CASE WHEN @byName THEN (k.name, k.user_id) > (SELECT a.name, a.user_id FROM dashboard.words_of_people a WHERE a.workspace_id = @workspace AND a.user_id = @after)
                     ELSE k.user_id > @after END)
      ORDER BY CASE WHEN @byName THEN k.name END, k.user_id LIMIT @limit) shown
JOIN dashboard.users u ON u.workspace_id = shown.workspace_id AND u.id = shown.user_id
ORDER BY CASE WHEN @byName THEN shown.name END, shown.user_id;
