SELECT dashboard.begin_session(@session, @actor, @way, @address, @endsAt, @issuer, @subject, @providerSession);
