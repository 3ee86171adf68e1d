-- Autovacuum would come a minute later; the first plan should already know 30,000 rows.
ANALYZE workspace.conversations, workspace.users, workspace.sessions;
