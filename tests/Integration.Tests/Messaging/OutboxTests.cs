using System.Text;
using Npgsql;

namespace Offboarding.Integration.Tests.Messaging;

/// <summary>A message leaves after its transaction, once the broker has it, and not before.</summary>
public sealed class OutboxTests(Servers servers)
{
    private const string Add = "INSERT INTO offboarding.outbox (exchange, body) VALUES (@exchange, @body)";

    [Fact]
    public async Task A_message_leaves_after_its_transaction_committed_and_not_before()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Departure departure = new(workspace);
        await using var connection = new NpgsqlConnection(stage.Database.Owner);
        await connection.OpenAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await AddAsync(connection, HrSystem.Deactivate, departure.ToJson().ToJsonString());
        await using (NpgsqlTransaction rolledBack = await RolledBackAsync(stage.Database, new Departure(workspace) { User = workspace.Agents[0] }))
        {
            await rolledBack.RollbackAsync();
        }

        // Another message makes the whole way meanwhile, so the delivery has looked at the table.
        await stage.RefuseAsync(new Departure(workspace) { User = Guid.NewGuid() });
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(0);

        await transaction.CommitAsync();
        await stage.Events.OneAsync("offboarding.completed", e => e.RequestId == departure.RequestId);
        await Eventually.ValueAsync(() => stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox"), n => n == 0, "delivered rows to be deleted");
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(1, "what was rolled back was never sent");
    }

    [Fact]
    public async Task A_command_for_an_exchange_without_a_queue_stays_and_says_why()
    {
        await using Stage stage = await Stage.SetAsync(servers);

        await stage.Database.ExecuteAsync(Add, ("exchange", "offboarding.nobody-listens"), ("body", Encoding.UTF8.GetBytes("{}")));

        string error = (await Eventually.ValueAsync(
            () => stage.Database.ReadAsync<string?>("SELECT last_error FROM offboarding.outbox"), e => e is not null, "the delivery to fail"))!;
        error.ShouldContain("returned", Case.Insensitive);
        (await stage.Database.ReadAsync<int>("SELECT deliveries FROM offboarding.outbox")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_message_that_cannot_leave_does_not_hold_up_the_ones_behind_it()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        for (int i = 0; i < 50; i++)
        {
            await stage.Database.ExecuteAsync(Add, ("exchange", "offboarding.nobody-listens"), ("body", Encoding.UTF8.GetBytes("{}")));
        }

        await stage.CompleteAsync(new Departure(workspace));
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(50);
    }

    private static async Task AddAsync(NpgsqlConnection connection, string exchange, string body)
    {
        await using var command = new NpgsqlCommand(Add, connection) { Parameters = { new("exchange", exchange), new("body", Encoding.UTF8.GetBytes(body)) } };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<NpgsqlTransaction> RolledBackAsync(TestDatabase database, Departure departure)
    {
        var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync();
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await AddAsync(connection, HrSystem.Deactivate, departure.ToJson().ToJsonString());
        return transaction;
    }
}
