using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using Offboarding.Contracts;

namespace Offboarding.Integration.Tests.Infrastructure.Database;

/// <summary>Three roles: whoever takes over the dashboard can read views and send commands, and the evidence stays evidence.</summary>
public sealed class RoleTests(Servers servers)
{
    private static readonly string[] OurSchemas = ["workspace", "offboarding", "dashboard", "public"];

    [Fact]
    public async Task The_dashboard_can_read_every_view_and_no_table()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var dashboard = new NpgsqlConnection(database.Dashboard);
        List<string> views = [.. await dashboard.QueryAsync<string>(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'v' AND relnamespace = 'dashboard'::regnamespace")];
        views.Count.ShouldBeGreaterThan(8);
        foreach (string view in views)
        {
            await dashboard.ExecuteScalarAsync<long>($"SELECT count(*) FROM {view}");
        }

        foreach (string table in await TablesAsync(database))
        {
            foreach (string statement in new[] { $"SELECT count(*) FROM {table}", $"DELETE FROM {table}", $"TRUNCATE {table}" })
            {
                (await RefusedAsync(dashboard, statement)).ShouldBeTrue(statement);
            }
        }
    }

    [Fact]
    public async Task The_dashboard_has_no_right_but_to_read_views_to_call_send_command_and_to_end_its_sessions()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var owner = new NpgsqlConnection(database.Owner);

        IEnumerable<string> rights = await owner.QueryAsync<string>(
            """
            SELECT p.privilege || ' on ' || c.relnamespace::regnamespace || CASE WHEN c.relkind = 'v' AND c.relnamespace = 'dashboard'::regnamespace
                                                                              THEN ' views' ELSE '.' || c.relname END
            FROM pg_class c
            CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p (privilege)
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relnamespace::regnamespace::text = ANY(@schemas)
              AND has_table_privilege('dashboard_login', c.oid, p.privilege)
            UNION
            SELECT 'use of sequence ' || c.oid::regclass FROM pg_class c
            WHERE c.relnamespace::regnamespace::text = ANY(@schemas)
              AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege('dashboard_login', c.oid, 'USAGE, SELECT, UPDATE') END
            UNION
            SELECT 'call of ' || f.oid::regprocedure FROM pg_proc f
            WHERE f.pronamespace::regnamespace::text = ANY(@schemas) AND has_function_privilege('dashboard_login', f.oid, 'EXECUTE')
            UNION
            SELECT 'making objects in ' || s.schema FROM unnest(@schemas) AS s (schema) WHERE has_schema_privilege('dashboard_login', s.schema, 'CREATE')
            """,
            new { schemas = OurSchemas });

        rights.ShouldBe(["SELECT on dashboard views", "call of dashboard.send_command(text,jsonb,text,text,text)", "call of dashboard.end_session(uuid)",
                "call of dashboard.begin_session(uuid,text,text,text,timestamp with time zone,text,text,text)", "call of dashboard.end_sessions_of(text,text,text)",
                "call of dashboard.end_sessions_at_provider(text,text,text,timestamp with time zone)", "call of dashboard.record_access(jsonb)", "call of dashboard.is_same_operator(text,text)", "call of dashboard.leaves_by(uuid,text)",
                "call of dashboard.freeze_operation(text,jsonb,text,uuid[])", "call of dashboard.start_operation(uuid,text,text,uuid)",
                "call of dashboard.stop_operation(uuid,text,text)", "call of dashboard.changed_audit_entries(bigint[])",
                "call of dashboard.record_export(text,jsonb,text)", "call of dashboard.write_note(text,uuid,text,text,text,text)",
                "call of dashboard.save_plan(uuid,text,jsonb,text)", "call of dashboard.remove_plan(uuid,uuid,text)",
                "call of dashboard.save_view(text,text,text,boolean,text)", "call of dashboard.remove_view(uuid,text,boolean)"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_dashboard_cannot_become_anybody_else_or_read_files()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var dashboard = new NpgsqlConnection(database.Dashboard);
        foreach (string statement in new[]
        {
            "SET ROLE offboarding_worker", "CREATE ROLE intruder", "CREATE SCHEMA intruder", "CREATE TABLE public.intruder (id int)",
            "COPY (SELECT 1) TO PROGRAM 'true'", "SELECT pg_read_file('/etc/passwd')",
            "CREATE OR REPLACE FUNCTION dashboard.send_command(name text, payload jsonb, actor text) RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        })
        {
            (await RefusedAsync(dashboard, statement)).ShouldBeTrue(statement);
        }
    }

    [Theory]
    [InlineData("offboarding.delete-contact", "{}", "anna", "unknown command")]
    [InlineData("offboarding.deactivate-user", "{}", "anna", "on behalf of an active admin or owner")]
    [InlineData("offboarding.cancel-offboarding", "{\"workspaceId\": \"x\"}", "anna", "on behalf of an active admin or owner")]
    [InlineData("offboarding.cancel-offboarding", "{}", "", "needs an actor")]
    [InlineData("offboarding.run-step", "{}", "anna", "unknown command")]
    [InlineData(null, "{}", "anna", "unknown command")]
    [InlineData("offboarding.retry-step", "[]", "anna", "JSON object")]
    [InlineData("offboarding.retry-step", null, "anna", "JSON object")]
    [InlineData("offboarding.retry-step", "{}", "", "needs an actor")]
    [InlineData("offboarding.retry-step", "{}", null, "needs an actor")]
    public async Task send_command_takes_known_commands_from_somebody_only(string? name, string? payload, string? actor, string problem)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var dashboard = new NpgsqlConnection(database.Dashboard);

        PostgresException refused = await Should.ThrowAsync<PostgresException>(() => dashboard.ExecuteScalarAsync<Guid>(
            "SELECT dashboard.send_command(@name, @payload::jsonb, @actor)", new { name, payload, actor }));

        refused.MessageText.ShouldContain(problem);
        (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    /// <summary>The worker refuses a command with a field it does not know, so a reason in the wrong field would make the act fail each time.</summary>
    [Fact]
    public async Task send_command_writes_a_reason_into_a_field_that_the_command_has_or_into_the_audit_trail_alone()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database, TestContext.Current.CancellationToken);
        await using var dashboard = new NpgsqlConnection(database.Dashboard);
        string known = (await Should.ThrowAsync<PostgresException>(() => dashboard.ExecuteScalarAsync<Guid>("SELECT dashboard.send_command('?', '{}', 'anna')"))).Hint!;
        string[] names = known["One of: ".Length..].TrimEnd('.').Split(", ");
        names.Length.ShouldBeGreaterThan(20);
        foreach (string name in names)
        {
            var payload = new JsonObject { ["workspaceId"] = workspace.Id, ["requestedBy"] = workspace.Admin };
            Guid operation = await dashboard.ExecuteScalarAsync<Guid>(
                "SELECT dashboard.send_command(@name, @payload::jsonb, 'anna', 'because')", new { name, payload = payload.ToJsonString() });

            Type command = MessageNames.All.Single(m => m.Value == name).Key;
            string[] fields = [.. command.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)), "workspaceId"];
            JsonObject body = JsonNode.Parse(await database.ReadAsync<string>(
                "SELECT convert_from(body, 'UTF8') FROM offboarding.outbox WHERE message_id = @operation", ("operation", operation)))!.AsObject();
            body.Select(f => f.Key).Except(fields).ShouldBeEmpty(name);
            (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE operation_id = @operation", ("operation", operation))).ShouldBe(1, name);
        }
    }

    [Fact]
    public async Task A_sender_cannot_speak_for_somebody_else()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var dashboard = new NpgsqlConnection(database.Dashboard);

        Guid operation = await dashboard.ExecuteScalarAsync<Guid>(
            """SELECT dashboard.send_command('offboarding.retry-step', '{"requestedBy": "the boss", "requestId": "x"}', 'anna')""");

        string body = await database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox");
        body.ShouldContain("\"requestedBy\": \"anna\"");
        body.ShouldContain(operation.ToString());
        body.ShouldNotContain("the boss");
    }

    [Theory]
    [InlineData("UPDATE offboarding.audit SET actor = 'nobody'")]
    [InlineData("DELETE FROM offboarding.audit")]
    [InlineData("TRUNCATE offboarding.audit")]
    [InlineData("UPDATE offboarding.step_attempts SET error_type = ''")]
    [InlineData("DELETE FROM offboarding.step_attempts")]
    [InlineData("UPDATE offboarding.handover SET recipient_id = NULL")]
    [InlineData("DELETE FROM offboarding.handover")]
    [InlineData("TRUNCATE offboarding.handover")]
    [InlineData("INSERT INTO offboarding.access_log (at, event) VALUES (now(), 'signed-in')")]
    [InlineData("ALTER TABLE offboarding.audit DISABLE TRIGGER ALL")]
    [InlineData("DROP TABLE offboarding.audit")]
    public async Task The_worker_cannot_change_the_evidence(string statement)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var worker = new NpgsqlConnection(database.Worker);

        (await RefusedAsync(worker, statement)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("SELECT password_hash FROM workspace.users")]
    [InlineData("SELECT u FROM workspace.users u")]
    [InlineData("UPDATE workspace.users SET name = password_hash")]
    [InlineData("UPDATE workspace.users SET password_hash = NULL RETURNING password_hash")]
    [InlineData("DELETE FROM workspace.users")]
    public async Task The_worker_takes_a_password_away_and_never_reads_one(string statement)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var worker = new NpgsqlConnection(database.Worker);

        (await RefusedAsync(worker, statement)).ShouldBeTrue();
        await worker.ExecuteAsync("UPDATE workspace.users SET password_hash = NULL");
    }

    [Fact]
    public async Task The_worker_may_use_every_other_column_of_a_user()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var owner = new NpgsqlConnection(database.Owner);

        (await owner.QueryAsync<string>(
            """
            SELECT a.attname || ' ' || p.privilege
            FROM pg_attribute a CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS p (privilege)
            WHERE a.attrelid = 'workspace.users'::regclass AND a.attnum > 0 AND NOT a.attisdropped
              AND NOT has_column_privilege('offboarding_worker', a.attrelid, a.attnum, p.privilege)
            """)).ShouldBe(["password_hash SELECT", "password_hash INSERT"], ignoreOrder: true);
        (await owner.QueryAsync<string>("SELECT table_name::text FROM information_schema.columns WHERE table_schema = 'dashboard' AND column_name LIKE '%password%'")).ShouldBeEmpty();
    }

    private static async Task<List<string>> TablesAsync(TestDatabase database)
    {
        await using var owner = new NpgsqlConnection(database.Owner);
        return [.. await owner.QueryAsync<string>(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text = ANY(@schemas)", new { schemas = OurSchemas })];
    }

    private static async Task<bool> RefusedAsync(NpgsqlConnection connection, string statement)
    {
        try
        {
            await connection.ExecuteAsync(statement);
            return false;
        }
        catch (PostgresException error)
        {
            return error.SqlState == PostgresErrorCodes.InsufficientPrivilege;
        }
    }
}
