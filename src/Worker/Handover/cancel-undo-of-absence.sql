UPDATE offboarding.cases SET state = 'cancelled', cancelled_at = now(), cancel_request_id = request_id WHERE id = @caseId AND state = 'scheduled'
