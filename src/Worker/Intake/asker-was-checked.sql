SELECT set_config('offboarding.asker_was_checked', 'true', true)
