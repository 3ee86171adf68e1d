-- Whether another contact signs in with the account of one that is deactivated or deleted, or did so before.
CREATE INDEX CONCURRENTLY IF NOT EXISTS contacts_by_account ON workspace.contacts (workspace_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS contacts_by_former_account ON workspace.contacts (workspace_id, former_account_id) WHERE former_account_id IS NOT NULL;
