namespace Offboarding.Integration.Tests.Harness;

/// <summary>Makes every change of a table fail, as a full disk or somebody's broken trigger would.</summary>
public static class FailingTable
{
    public static Task MakeAsync(TestDatabase database, string message, string when = "true", string table = "conversations", string code = "P0001") => database.ExecuteAsync(
        $"""
        CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {when} THEN RAISE EXCEPTION '{message}' USING ERRCODE = '{code}'; END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER trouble BEFORE UPDATE ON workspace.{table} FOR EACH ROW EXECUTE FUNCTION trouble()
        """);

    public static Task EndAsync(TestDatabase database, string table = "conversations") =>
        database.ExecuteAsync($"DROP TRIGGER trouble ON workspace.{table}; DROP FUNCTION trouble()");
}
