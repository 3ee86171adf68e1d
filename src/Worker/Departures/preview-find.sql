SELECT answer::text FROM offboarding.previews WHERE id = @id
