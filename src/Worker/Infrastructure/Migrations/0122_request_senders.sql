-- Which operators sent a request, or edited one that was stored: for the report of a case, and for who may not decide about it (F9). A request id is one
-- of its workspace.
CREATE VIEW offboarding.request_senders AS
SELECT sent.workspace_id, sent.operation_id AS request_id, sent.id AS audit_id, sent.actor, sent.at, sent.details ->> 'comment' AS comment
FROM offboarding.audit sent WHERE sent.action = 'command-sent'
UNION ALL
SELECT e.workspace_id, e.request_id, resent.id, resent.actor, resent.at, resent.details ->> 'reason'
FROM offboarding.message_edits e
JOIN offboarding.audit resent ON resent.workspace_id = e.workspace_id AND resent.operation_id = e.id AND resent.action = 'message-resent'
WHERE e.sent;

-- Of departures that wait for a second person, one by one or as a list.
CREATE VIEW offboarding.approval_senders AS
SELECT c.approval_id, s.actor
FROM offboarding.cases c
JOIN offboarding.request_senders s ON s.workspace_id = c.workspace_id AND s.request_id = c.request_id
WHERE c.approval_id IS NOT NULL
UNION
SELECT a.id, s.actor
FROM offboarding.approvals a
JOIN offboarding.lists l ON l.id = a.list_id
JOIN offboarding.request_senders s ON s.workspace_id = a.workspace_id AND s.request_id = l.request_id;
