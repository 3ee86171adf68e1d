SELECT obj_description(to_regnamespace('dashboard'), 'pg_namespace')
