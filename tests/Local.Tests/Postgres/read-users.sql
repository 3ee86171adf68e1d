SELECT count(*) FROM workspace.users;
