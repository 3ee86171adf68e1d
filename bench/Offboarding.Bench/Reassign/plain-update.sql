\timing on
UPDATE workspace.conversations SET assignee_id = :'recipient'
WHERE workspace_id = :'workspace' AND assignee_id = :'leaver' AND status <> 'closed';
