using System.Diagnostics;
using Npgsql;

namespace Offboarding.Integration.Tests.Monitoring;

/// <summary>F5 under load: 200 assignments a second to the leaver while 100,000 conversations change hands.</summary>
public sealed class AssignmentsDuringHandoverTests(Servers servers)
{
    private const int Items = 100_000;
    private const int ArrivingItems = 100_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task F5_every_assignment_before_during_and_after_a_handover_ends_with_an_active_owner_or_with_nobody()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: Items - 3000, snoozed: 2000, callbacks: 1000, closed: 1000));
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.conversations (workspace_id, id, subject)
            SELECT @workspace, @first + n, 'arrives' FROM generate_series(1, @arriving) n;
            ANALYZE workspace.conversations
            """,
            ("workspace", workspace.Id), ("first", (long)Items + 1000), ("arriving", ArrivingItems));
        using var enough = new CancellationTokenSource();
        var writer = new Writer(system.Database.Worker, workspace, Items + 1000);
        Task writing = writer.WriteAsync(enough.Token);
        await Eventually.TrueAsync(() => writer.Accepted >= 100, "assignments before the departure");

        Departure departure = new Departure(workspace).Handing("round-robin", workspace.Agents[0], workspace.Agents[1]);
        Guid caseId = await system.OpenAsync(departure);
        await Eventually.ValueAsync(() => system.StateAsync(caseId), state => state == "completed", "the handover of 100,000", TimeSpan.FromMinutes(3));
        int refused = writer.Refused;
        await Eventually.TrueAsync(() => writer.Refused >= refused + 100, "assignments after the handover");
        await enough.CancelAsync();
        await writing;

        writer.Refused.ShouldBeGreaterThan(200);
        writer.AcceptedAfterRefused.ShouldBe(0, "sign-in closed and the door for work shut in the same moment");
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver AND status <> 'closed'", ("leaver", workspace.Leaver))).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT sum(cardinality(item_ids)) FROM offboarding.handover WHERE case_id = @case", ("case", caseId)))
            .ShouldBe(Items + writer.Accepted, "each item that was theirs, and each that became theirs, moved once");
        (await Ledger.DifferencesAsync(system.Database, caseId)).ShouldBe(ArrivingItems - writer.Accepted, "what was refused is with nobody, and in no ledger");

        // What sleeps wakes, and what was closed opens again.
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET status = 'open', updated_at = now() WHERE status IN ('snoozed', 'closed')");
        (await system.Database.ReadAsync<long>(
            """
            SELECT count(*) FROM workspace.conversations c
            LEFT JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.assignee_id
            WHERE c.status <> 'closed' AND u.status IS DISTINCT FROM 'active' AND c.assignee_id IS NOT NULL
            """)).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE id > @items AND id <= @items + 1000 AND assignee_id IS NULL", ("items", (long)Items)))
            .ShouldBe(1000, "the reopened ones had no successor");
    }

    /// <summary>The application around us, with its own connection and the rights of a worker: gives one item after the other to the leaver.</summary>
    private sealed class Writer(string connectionString, TestWorkspace workspace, long after)
    {
        private int _accepted;
        private int _refused;

        public int Accepted => Volatile.Read(ref _accepted);

        public int Refused => Volatile.Read(ref _refused);

        public int AcceptedAfterRefused { get; private set; }

        public async Task WriteAsync(CancellationToken cancellationToken)
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(CancellationToken.None);
            long begin = Stopwatch.GetTimestamp();
            for (int n = 1; n <= ArrivingItems && !cancellationToken.IsCancellationRequested; n++)
            {
                await AssignAsync(connection, after + n);
                TimeSpan early = (n * Pace) - Stopwatch.GetElapsedTime(begin);
                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early, CancellationToken.None);
                }
            }
        }

        private async Task AssignAsync(NpgsqlConnection connection, long id)
        {
            await using var command = new NpgsqlCommand(
                "UPDATE workspace.conversations SET assignee_id = @leaver, updated_at = now() WHERE workspace_id = @workspace AND id = @id", connection);
            command.Parameters.AddWithValue("leaver", workspace.Leaver);
            command.Parameters.AddWithValue("workspace", workspace.Id);
            command.Parameters.AddWithValue("id", id);
            try
            {
                await command.ExecuteNonQueryAsync();
                Interlocked.Increment(ref _accepted);
                AcceptedAfterRefused += Refused > 0 ? 1 : 0;
            }
            catch (PostgresException error) when (error.ConstraintName == "no_open_work_for_inactive_users")
            {
                Interlocked.Increment(ref _refused);
            }
        }
    }
}
