-- What became of an edit: sent, declined with what is wrong, or the message was no longer there to be edited.
SELECT e.sent, e.errors::text AS errors, NULL AS problem FROM dashboard.message_edits e WHERE e.id = @edit
UNION ALL
SELECT false, r.errors::text, r.message FROM dashboard.refusals r WHERE r.request_id = @edit
LIMIT 1;
