-- Whether another contact signs in with the account of one that is deactivated or deleted.
CREATE INDEX CONCURRENTLY IF NOT EXISTS contacts_by_account ON workspace.contacts (workspace_id, account_id) WHERE account_id IS NOT NULL;
