SELECT set_config('offboarding.version', @version, true);
DO $$
BEGIN
    EXECUTE format('COMMENT ON SCHEMA dashboard IS %L', current_setting('offboarding.version'));
END $$
