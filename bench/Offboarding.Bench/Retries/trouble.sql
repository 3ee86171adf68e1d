-- Every handover of conversations fails, as with a full disk.
CREATE FUNCTION public.trouble() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the disk is full';
END $$;
CREATE TRIGGER trouble BEFORE UPDATE ON workspace.conversations FOR EACH ROW EXECUTE FUNCTION public.trouble();
