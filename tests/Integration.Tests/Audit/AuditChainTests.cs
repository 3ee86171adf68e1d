using Dapper;
using Npgsql;
using Offboarding.Worker.Audit;

namespace Offboarding.Integration.Tests.Audit;

/// <summary>F7: a changed, missing or reordered entry of the audit trail is named.</summary>
public sealed class AuditChainTests(Servers servers)
{
    [Fact]
    public async Task F7_the_trail_of_real_departures_verifies_and_has_no_gap()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace one = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await system.CompleteAsync(new Departure(one).Handing("unassigned", Array.Empty<Guid>()));
        await system.RefuseAsync(new Departure(one) { User = one.Owner });

        (await VerifyAsync(system.Database)).ShouldBeEmpty();
        (await system.Database.ReadAsync<bool>(
            """
            SELECT count(*) > 1 AND count(*) = max(c.number) AND count(*) = (SELECT count(*) FROM offboarding.audit)
            FROM offboarding.audit_chain c
            """)).ShouldBeTrue();
    }

    [Fact]
    public async Task F7_the_command_says_whether_the_trail_is_as_it_was_written_and_names_what_is_not()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await system.CompleteAsync(new Departure(await system.WorkspaceAsync()));
        string[] settings = [$"ConnectionStrings__Offboarding={system.Database.Worker}"];

        (int exitCode, string output) = await WorkerProgram.RunAsync(settings, "verify-audit");
        output.ShouldContain("The audit trail is as it was written.");
        exitCode.ShouldBe(0);

        long changed = await system.Database.ReadAsync<long>("SELECT id FROM offboarding.audit WHERE action = 'started'");
        await system.Database.ExecuteAsync(
            $"SET session_replication_role = replica; UPDATE offboarding.audit SET at = at - interval '1 hour' WHERE id = {changed}; RESET session_replication_role");
        (exitCode, output) = await WorkerProgram.RunAsync(settings, "verify-audit");
        output.ShouldMatch($@"entry {changed} \(number \d+\) was changed");
        output.ShouldContain("NOT as it was written");
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task F7_entries_written_at_the_same_time_form_one_chain_for_each_workspace()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Guid[] workspaces = [Guid.NewGuid(), Guid.NewGuid()];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            await using var connection = new NpgsqlConnection(database.Worker);
            await connection.OpenAsync();
            for (int i = 0; i < 50; i++)
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
                await AuditTrail.AddAsync(connection, Entry(workspaces[(n + i) % 2], $"act-{n}-{i}"), CancellationToken.None);
                await AuditTrail.AddAsync(connection, Entry(workspaces[(n + i) % 2], $"act-{n}-{i}-again"), CancellationToken.None);
                // A rolled-back act leaves nothing, also no gap.
                await (i % 5 == 0 ? transaction.RollbackAsync() : transaction.CommitAsync());
            }
        }));

        (await VerifyAsync(database)).ShouldBeEmpty();
        (await database.ReadAsync<string>(
            "SELECT string_agg(number::text, ' ' ORDER BY number) FROM offboarding.audit_heads")).ShouldBe("320 320");
    }

    [Theory]
    [InlineData("UPDATE offboarding.audit SET actor = 'somebody else' WHERE id = 3", "Changed 3")]
    [InlineData("UPDATE offboarding.audit SET details = '{\"moved\": 1}' WHERE id = 1", "Changed 1")]
    [InlineData("UPDATE offboarding.audit SET at = at + interval '1 microsecond' WHERE id = 2", "Changed 2")]
    [InlineData("DELETE FROM offboarding.audit WHERE id = 3", "Missing 3")]
    [InlineData("DELETE FROM offboarding.audit_chain WHERE audit_id = 3; DELETE FROM offboarding.audit WHERE id = 3", "MissingBefore 4")]
    [InlineData("DELETE FROM offboarding.audit_chain WHERE audit_id = 5; DELETE FROM offboarding.audit WHERE id = 5", "MissingAtTheEnd 0")]
    [InlineData(
        "UPDATE offboarding.audit_chain c SET audit_id = -1 WHERE audit_id = 2; UPDATE offboarding.audit_chain SET audit_id = 2 WHERE audit_id = 3; UPDATE offboarding.audit_chain SET audit_id = 3 WHERE audit_id = -1",
        "Changed 3, Changed 2")]
    [InlineData("UPDATE offboarding.audit_chain SET previous_hash = NULL, hash = offboarding.audit_hash(a, 3, NULL) FROM offboarding.audit a WHERE a.id = 3 AND audit_id = 3", "Reordered 3, Reordered 4")]
    [InlineData("INSERT INTO offboarding.audit (workspace_id, actor, action) SELECT workspace_id, 'somebody', 'approved' FROM offboarding.audit LIMIT 1", "NotInTheChain 6")]
    public async Task F7_whoever_owns_the_tables_and_changes_them_is_found_out(string tampering, string found)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await WriteAsync(database, entries: 5);

        // The owner can switch triggers and foreign keys off; nobody else gets this far.
        await database.ExecuteAsync($"SET session_replication_role = replica; {tampering}; RESET session_replication_role");

        string.Join(", ", (await VerifyAsync(database)).Select(f => $"{f.Problem} {f.AuditId}")).ShouldBe(found);
    }

    [Theory]
    [InlineData("UPDATE offboarding.audit SET actor = 'x'")]
    [InlineData("DELETE FROM offboarding.audit")]
    [InlineData("UPDATE offboarding.audit_chain SET hash = ''")]
    [InlineData("INSERT INTO offboarding.audit_chain VALUES (gen_random_uuid(), 1, 1, NULL, '')")]
    [InlineData("DELETE FROM offboarding.audit_chain")]
    [InlineData("UPDATE offboarding.audit_heads SET number = 0")]
    [InlineData("TRUNCATE offboarding.audit CASCADE")]
    [InlineData("ALTER TABLE offboarding.audit DISABLE TRIGGER ALL")]
    public async Task F7_the_workers_role_can_only_add(string tampering)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await WriteAsync(database, entries: 1);
        await using var connection = new NpgsqlConnection(database.Worker);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(tampering, connection);

        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("UPDATE offboarding.handover SET recipient_id = NULL WHERE id = (SELECT min(id) FROM offboarding.handover)")]
    [InlineData("UPDATE offboarding.handover SET item_ids = item_ids || 4711::bigint WHERE id = (SELECT max(id) FROM offboarding.handover)")]
    [InlineData("DELETE FROM offboarding.handover WHERE id = (SELECT min(id) FROM offboarding.handover)")]
    public async Task F7_a_change_of_what_went_to_whom_is_found_once_the_ledger_is_sealed(string tampering)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await system.CompleteAsync(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]));
        await using (var connection = new NpgsqlConnection(system.Database.Worker))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            (await AuditVerifier.SealLedgerAsync(connection, TimeSpan.FromHours(1), TestContext.Current.CancellationToken)).ShouldBe(0, "it is too young");
            (await AuditVerifier.SealLedgerAsync(connection, TimeSpan.Zero, TestContext.Current.CancellationToken)).ShouldBe(1);
            (await AuditVerifier.SealLedgerAsync(connection, TimeSpan.Zero, TestContext.Current.CancellationToken)).ShouldBe(0, "nothing has come since");
        }

        (await VerifyAsync(system.Database)).ShouldBeEmpty();

        await system.Database.ExecuteAsync(tampering);

        (await VerifyAsync(system.Database)).ShouldHaveSingleItem().Problem.ShouldBe(AuditProblem.LedgerChanged);
    }

    [Fact]
    public async Task The_daily_check_leaves_the_time_limit_of_its_connection_as_it_was()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(database.Worker);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("SET statement_timeout = '29s'");
        await AuditVerifier.SealLedgerAsync(connection, TimeSpan.Zero, TestContext.Current.CancellationToken);
        await AuditVerifier.VerifyAsync(connection, TestContext.Current.CancellationToken);
        (await connection.ExecuteScalarAsync<string>("SHOW statement_timeout")).ShouldBe("29s");
    }

    private static async Task WriteAsync(TestDatabase database, int entries)
    {
        var workspace = Guid.NewGuid();
        await using var connection = new NpgsqlConnection(database.Worker);
        await connection.OpenAsync();
        for (int n = 1; n <= entries; n++)
        {
            await AuditTrail.AddAsync(connection, Entry(workspace, $"act-{n}"), CancellationToken.None);
        }
    }

    private static AuditEntry Entry(Guid workspace, string action) => new(workspace, null, AuditEntry.System, action, Guid.NewGuid(), new { moved = 7 });

    private static async Task<IReadOnlyList<AuditFinding>> VerifyAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Worker);
        await connection.OpenAsync();
        return await AuditVerifier.VerifyAsync(connection, CancellationToken.None);
    }
}
