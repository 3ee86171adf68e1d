SELECT set_config('offboarding.publisher', @Publisher, true)
