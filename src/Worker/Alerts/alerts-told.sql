SELECT a.kind, a.subject, a.told_count, a.absent_since FROM offboarding.alerts a
