-- Plans that a workspace's operators keep, and pages with their filters that people keep. Both are the dashboard's, through the functions of its schema.
CREATE TABLE offboarding.saved_plans (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL REFERENCES workspace.workspaces (id) ON DELETE CASCADE,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    plan         jsonb NOT NULL,
    saved_by     text NOT NULL,
    saved_at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (workspace_id, name)
);
COMMENT ON TABLE offboarding.saved_plans IS 'Handover plans by name. A plan is copied into the request it is chosen for: what becomes of it here changes no case.';
COMMENT ON COLUMN offboarding.saved_plans.plan IS 'As the field handover of a request.';

CREATE TABLE offboarding.saved_views (
    id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    page     text NOT NULL CHECK (page ~ '^/[a-z-]+$'),
    name     text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    query    text NOT NULL CHECK (length(query) <= 1000),
    shared   boolean NOT NULL,
    saved_by text NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (page, saved_by, name)
);
COMMENT ON TABLE offboarding.saved_views IS 'Pages of the dashboard with their filters, for who saved them or for everybody. What was searched for is not kept: it may name people.';
