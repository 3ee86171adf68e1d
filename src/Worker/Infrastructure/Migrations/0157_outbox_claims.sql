-- Whose claim it is. What a dead worker had claimed is sent by another one at once, not when the time of the claim is over.
ALTER TABLE offboarding.outbox ADD COLUMN leased_by text;
COMMENT ON COLUMN offboarding.outbox.leased_by IS 'The worker that claimed it, by the lock that shows that it lives; null: a worker of an earlier version.';
