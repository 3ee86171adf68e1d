SET LOCAL lock_timeout = DEFAULT
