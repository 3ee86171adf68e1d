-- Says at the commit, and not a moment before, that all sessions of a case have ended. Only in the benchmark's database.
CREATE FUNCTION public.bench_sessions_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('bench_sessions_ended', NEW.id::text);
    RETURN NULL;
END $$;

CREATE TRIGGER bench_sessions_ended AFTER INSERT OR UPDATE OF sessions_ended_at ON offboarding.cases
    FOR EACH ROW WHEN (NEW.sessions_ended_at IS NOT NULL)
    EXECUTE FUNCTION public.bench_sessions_ended();
