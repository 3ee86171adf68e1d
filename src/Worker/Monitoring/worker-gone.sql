DELETE FROM offboarding.workers WHERE id = @id
