DELETE FROM offboarding.workers WHERE id = @id OR seen_at < now() - interval '1 day'
