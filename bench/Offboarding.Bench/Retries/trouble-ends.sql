DROP TRIGGER trouble ON workspace.conversations
