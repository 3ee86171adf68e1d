-- A statement of the worker may take half a second. The worker asks for 30 s when it connects, which no role or database can lower, so each of its
-- sessions is told when it first writes; what it does from then on is limited.
CREATE FUNCTION faults.hurry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF session_user = 'worker_login' THEN
        PERFORM set_config('statement_timeout', '500', false);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER faults_hurry BEFORE INSERT OR UPDATE OR DELETE ON offboarding.cases FOR EACH STATEMENT EXECUTE FUNCTION faults.hurry();
CREATE TRIGGER faults_hurry BEFORE INSERT OR UPDATE OR DELETE ON offboarding.steps FOR EACH STATEMENT EXECUTE FUNCTION faults.hurry();
CREATE TRIGGER faults_hurry BEFORE INSERT OR UPDATE OR DELETE ON offboarding.outbox FOR EACH STATEMENT EXECUTE FUNCTION faults.hurry();
CREATE TRIGGER faults_hurry BEFORE INSERT OR UPDATE OR DELETE ON offboarding.workers FOR EACH STATEMENT EXECUTE FUNCTION faults.hurry();
