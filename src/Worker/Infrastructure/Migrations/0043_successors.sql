-- A closed item that reopens on somebody who left goes to whom the plan names for its kind, and a lead only to somebody who may receive leads
-- (C7). Until now all four kinds went to the successor for conversations.
ALTER TABLE workspace.users
    ADD COLUMN contacts_successor_id uuid,
    ADD COLUMN leads_successor_id uuid,
    ADD COLUMN tasks_successor_id uuid,
    ADD FOREIGN KEY (workspace_id, contacts_successor_id) REFERENCES workspace.users NOT VALID,
    ADD FOREIGN KEY (workspace_id, leads_successor_id) REFERENCES workspace.users NOT VALID,
    ADD FOREIGN KEY (workspace_id, tasks_successor_id) REFERENCES workspace.users NOT VALID;
COMMENT ON COLUMN workspace.users.successor_id IS 'Who gets a closed conversation that reopens after this user left; null: unassigned (F5).';
COMMENT ON COLUMN workspace.users.contacts_successor_id IS 'The same for a deleted contact that is restored.';
COMMENT ON COLUMN workspace.users.leads_successor_id IS 'The same for a lead; only while they are in a sales team (C7).';
COMMENT ON COLUMN workspace.users.tasks_successor_id IS 'The same for a task.';

-- part
ALTER TABLE workspace.users
    VALIDATE CONSTRAINT users_workspace_id_contacts_successor_id_fkey,
    VALIDATE CONSTRAINT users_workspace_id_leads_successor_id_fkey,
    VALIDATE CONSTRAINT users_workspace_id_tasks_successor_id_fkey;

-- part
-- Those who left already: what the plan of their last departure names.
UPDATE workspace.users u
SET contacts_successor_id = last.contacts, leads_successor_id = last.leads, tasks_successor_id = last.tasks
FROM (SELECT DISTINCT ON (c.workspace_id, c.user_id) c.workspace_id, c.user_id,
             CASE WHEN c.plan #>> '{contacts,strategy}' = 'one-colleague' THEN (c.plan #>> '{contacts,recipients,0,userId}')::uuid END AS contacts,
             CASE WHEN c.plan #>> '{leads,strategy}' = 'one-colleague' THEN (c.plan #>> '{leads,recipients,0,userId}')::uuid END AS leads,
             CASE WHEN c.plan #>> '{tasks,strategy}' = 'one-colleague' THEN (c.plan #>> '{tasks,recipients,0,userId}')::uuid END AS tasks
      FROM offboarding.cases c
      WHERE c.kind = 'deactivate' AND c.started_at IS NOT NULL
      ORDER BY c.workspace_id, c.user_id, c.started_at DESC) last
WHERE u.workspace_id = last.workspace_id AND u.id = last.user_id AND u.status IN ('inactive', 'deleted')
  AND num_nonnulls(last.contacts, last.leads, last.tasks) > 0;

-- part
CREATE OR REPLACE FUNCTION workspace.redirect_reopened_work() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    owner record;
BEGIN
    SELECT u.status, s.id AS successor INTO owner
    FROM workspace.users u
    LEFT JOIN workspace.users s ON s.workspace_id = u.workspace_id AND s.status = 'active'
        AND s.id = CASE TG_TABLE_NAME WHEN 'contacts' THEN u.contacts_successor_id WHEN 'leads' THEN u.leads_successor_id
                                      WHEN 'tasks' THEN u.tasks_successor_id ELSE u.successor_id END
        AND (TG_TABLE_NAME <> 'leads' OR EXISTS (
            SELECT FROM workspace.team_members m
            JOIN workspace.teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id AND t.kind = 'sales'
            WHERE m.workspace_id = s.workspace_id AND m.user_id = s.id))
    WHERE u.workspace_id = NEW.workspace_id AND u.id = NEW.assignee_id
    FOR SHARE OF u;
    IF owner.status IN ('inactive', 'deleted') THEN
        NEW.assignee_id := owner.successor;
    END IF;
    RETURN NEW;
END $$;
