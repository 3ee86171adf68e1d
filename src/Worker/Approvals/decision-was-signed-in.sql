-- The dashboard's function wrote it down in the transaction that sent the command; its role cannot write it otherwise, and the broker not at all. Request ids
-- are heard by subscribers: one that was used for another approval, or in another workspace, says nothing about this one.
SELECT EXISTS (SELECT FROM offboarding.audit a
               WHERE a.operation_id = @requestId AND a.action = 'command-sent' AND a.actor = @actor AND a.details ->> 'command' = @command
                 AND a.workspace_id = @workspaceId AND a.details ->> 'approvalId' = @approvalId::text)
