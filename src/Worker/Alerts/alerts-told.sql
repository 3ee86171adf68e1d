SELECT a.kind, a.subject, a.told_count FROM offboarding.alerts a
