SELECT statename FROM hangfire.job WHERE id = @id;
