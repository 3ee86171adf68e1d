-- Owners who hand on, people who are invited, and what happens to contacts.
ALTER TABLE offboarding.cases
    ADD COLUMN next_owner_id uuid,
    ADD FOREIGN KEY (workspace_id, next_owner_id) REFERENCES workspace.users (workspace_id, id);
COMMENT ON COLUMN offboarding.cases.next_owner_id IS 'Who gets what the leaver owns, in the transaction in which they leave (A7, D7).';

-- Contacts: the sign-in account of a client, which is a user of its own or of a colleague (E1, E3, E6).
ALTER TABLE workspace.contacts
    ADD COLUMN account_id uuid,
    ADD COLUMN former_account_id uuid,
    ADD FOREIGN KEY (workspace_id, account_id) REFERENCES workspace.users (workspace_id, id),
    ADD FOREIGN KEY (workspace_id, former_account_id) REFERENCES workspace.users (workspace_id, id),
    ADD CONSTRAINT only_an_active_contact_signs_in CHECK (account_id IS NULL OR status = 'active');
COMMENT ON COLUMN workspace.contacts.account_id IS 'With which the contact signs in; null: cannot sign in.';
COMMENT ON COLUMN workspace.contacts.former_account_id IS 'Unlinked by a deactivation (E1); linked again when an invitation is accepted (E3).';

CREATE TABLE workspace.contact_records (
    workspace_id uuid NOT NULL,
    contact_id   bigint NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('project', 'invoice', 'proposal', 'contract', 'conversation', 'file')),
    record_id    text NOT NULL,
    PRIMARY KEY (workspace_id, contact_id, kind, record_id),
    FOREIGN KEY (workspace_id, contact_id) REFERENCES workspace.contacts (workspace_id, id)
);
COMMENT ON TABLE workspace.contact_records IS 'What belongs to a contact in the application around us; stays whatever happens to the contact (E2, E5).';

CREATE TABLE workspace.user_permissions (
    workspace_id uuid NOT NULL,
    user_id      uuid NOT NULL,
    permission   text NOT NULL CHECK (permission IN ('contacts-edit', 'contacts-delete')),
    PRIMARY KEY (workspace_id, user_id, permission),
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace.users
);
COMMENT ON TABLE workspace.user_permissions IS 'What somebody may do who is neither admin nor owner; those may do all of it (E7).';

CREATE TABLE workspace.invitations (
    workspace_id uuid NOT NULL,
    id           uuid NOT NULL,
    user_id      uuid,
    contact_id   bigint,
    email        text NOT NULL CHECK (email <> ''),
    invited_by   uuid NOT NULL,
    invited_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    status       text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'cancelled', 'expired')),
    ended_at     timestamptz,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, user_id) REFERENCES workspace.users (workspace_id, id),
    FOREIGN KEY (workspace_id, contact_id) REFERENCES workspace.contacts (workspace_id, id),
    FOREIGN KEY (workspace_id, invited_by) REFERENCES workspace.users (workspace_id, id),
    CONSTRAINT an_invitation_is_for_one CHECK ((user_id IS NULL) <> (contact_id IS NULL)),
    CONSTRAINT an_invitation_that_ended_says_when CHECK ((status = 'open') = (ended_at IS NULL))
);
COMMENT ON TABLE workspace.invitations IS 'Of users (C11) and of contacts (E3): open until accepted, cancelled or expired.';
CREATE UNIQUE INDEX invitations_open_user ON workspace.invitations (workspace_id, user_id) WHERE status = 'open';
CREATE UNIQUE INDEX invitations_open_contact ON workspace.invitations (workspace_id, contact_id) WHERE status = 'open';
CREATE INDEX invitations_due ON workspace.invitations (expires_at) WHERE status = 'open';
