UPDATE offboarding.cases SET state = 'cancelled', cancelled_at = now(), cancel_request_id = @RequestId WHERE id = @OffboardingId
