-- The last of the next people who are gone; null: those that follow are fewer than a portion.
SELECT p.workspace_id, p.id FROM workspace.users p
WHERE p.status IN ('inactive', 'deleted') AND (p.workspace_id, p.id) > (@afterWorkspace, @afterUser)
ORDER BY p.workspace_id, p.id
OFFSET @portion - 1 LIMIT 1
