SELECT EXISTS (SELECT FROM dashboard.audit a WHERE a.operation_id = @request AND a.workspace_id = @workspace AND a.action = 'command-sent');

SELECT r.code, r.message, r.help, r.errors
FROM dashboard.answers w JOIN dashboard.refusals r ON r.id = w.refusal_id
WHERE w.workspace_id = @workspace AND w.request_id = @request;
