-- A DO block takes no parameters: they go through settings of the session, so that no password is part of a statement's text.
SELECT set_config('offboarding_local.login', $1, false),
       set_config('offboarding_local.password', $2, false),
       set_config('offboarding_local.group', $3, false);
