-- Sign-in closes here, in the transaction that opens the case (design, principle 2). A user who is inactive already keeps the
-- time at which sign-in was closed first: that is when the absence began whose work a return gives back.
UPDATE workspace.users
SET status = 'inactive', sign_in_closed_at = CASE WHEN status = 'inactive' THEN coalesce(sign_in_closed_at, now()) ELSE now() END, successor_id = coalesce(@Conversations, successor_id),
    contacts_successor_id = coalesce(@Contacts, contacts_successor_id), leads_successor_id = coalesce(@Leads, leads_successor_id),
    tasks_successor_id = coalesce(@Tasks, tasks_successor_id)
WHERE workspace_id = @WorkspaceId AND id = @UserId
