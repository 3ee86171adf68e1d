UPDATE offboarding.cases SET state = 'cancelled', cancelled_at = now(), cancel_request_id = @requestId
WHERE workspace_id = @workspaceId AND user_id = @userId AND kind = 'deactivate' AND state IN ('held-for-approval', 'scheduled')
RETURNING id
