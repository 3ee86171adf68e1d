-- One search for everything looks for a request id among refusals, whatever became of them, and among lists.
CREATE INDEX CONCURRENTLY IF NOT EXISTS refusals_by_any_request ON offboarding.refusals (request_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS lists_by_request ON offboarding.lists (request_id);

-- What waits in one workspace, for its overview.
CREATE INDEX CONCURRENTLY IF NOT EXISTS refusals_waiting_by_workspace ON offboarding.refusals (workspace_id) WHERE replayed_at IS NULL AND discarded_at IS NULL AND erased_at IS NULL;
