using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Offboarding.Integration.Tests.Infrastructure.Messaging;

/// <summary>
/// What cannot be handled becomes a row, also when the database is away at first. RabbitMQ 4 deletes a message of a queue without a delivery limit
/// when it was given back 20 times, 3.x gives it out again at once and for ever: here nothing is ever given back for that.
/// </summary>
public sealed class DeadLetterTests(OwnServers servers) : IClassFixture<OwnServers>
{
    private const int Each = 30;

    [Fact]
    public async Task While_the_database_is_away_unreadable_messages_and_dead_letters_wait_and_none_is_lost_or_delivered_in_a_loop()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await servers.Postgres.KillAsync();
        for (int i = 0; i < Each; i++)
        {
            await system.Hr.SendAsync(HrSystem.Deactivate, Encoding.UTF8.GetBytes($"no JSON {i}"));
            await system.Hr.SendAsync("offboarding.dead-letters", Encoding.UTF8.GetBytes($"dead letter {i}"));
        }

        // Long enough for hundreds of deliveries in a loop, and for the 21st one of a message.
        await Task.Delay(TimeSpan.FromSeconds(5));
        long again = await RedeliveredAsync(system);
        await servers.Postgres.StartAgainAsync();
        NpgsqlConnection.ClearAllPools();

        await Eventually.ValueAsync(() => BodiesAsync(system), n => n == 2 * Each, "all of them to be parked");
        again.ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages")).ShouldBe(2 * Each, "each once");
    }

    [Fact]
    public async Task A_worker_that_ends_while_the_database_is_away_leaves_what_it_could_not_park_to_the_next_one()
    {
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(TestContext.Current.CancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);
        await using (WorkerProcess worker = await WorkerProcess.StartAsync(database, broker))
        {
            await servers.Postgres.KillAsync();
            await hr.SendAsync(HrSystem.Deactivate, Encoding.UTF8.GetBytes("no JSON"));
            await UntilNobodyWaitsAsync(broker, HrSystem.Deactivate);
            await worker.KillAsync();
        }

        await servers.Postgres.StartAgainAsync();
        NpgsqlConnection.ClearAllPools();
        await using (await WorkerHost.StartAsync(database, broker))
        {
            await Eventually.TrueAsync(async () => await database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages") == 1, "the message to be parked");
        }
    }

    [Fact]
    public async Task Dead_letters_in_the_queue_of_an_earlier_build_are_moved_with_their_headers_and_the_queue_is_removed()
    {
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(TestContext.Current.CancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        await servers.RabbitMq.ImportDefinitionsAsync(
            broker, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Messaging", "masstransit-8.4.0.json"), TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);
        for (int i = 0; i < Each; i++)
        {
            await hr.SendAsync(
                "offboarding.dead-letters", Encoding.UTF8.GetBytes($$"""{ "letter": {{i}} }"""),
                headers: new Dictionary<string, object?> { ["x-first-death-queue"] = "offboarding.reassign-work" });
        }

        await using (await WorkerHost.StartAsync(database, broker))
        {
            await Eventually.ValueAsync(
                () => database.ReadAsync<long>("SELECT count(DISTINCT body) FROM offboarding.parked_messages WHERE message_name = 'offboarding.reassign-work'"),
                n => n == Each, "all of them to be parked");
            await Eventually.TrueAsync(async () => !await ExistsAsync(broker, "offboarding.dead-letters"), "the queue of earlier builds to be gone");

            // The exchange is the same; what the broker gives up on from now on goes to the other queue.
            await hr.SendAsync("offboarding.dead-letters", "{}"u8.ToArray());
            await Eventually.ValueAsync(
                () => database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages"), n => n == Each + 1, "the next dead letter to be parked");
        }
    }

    [Fact]
    public async Task A_message_that_is_too_large_for_the_broker_is_told_so_once_instead_of_being_sent_for_ever()
    {
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(TestContext.Current.CancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        // What RabbitMQ 4 has by default.
        await servers.RabbitMq.SetLargestMessageAsync(16 * 1024 * 1024, TestContext.Current.CancellationToken);
        // One older than 4 has no such limit that we know of: a timeout is then a refusal, and not yet the end.
        await using (await WorkerHost.StartAsync(database, broker, ("Messaging:MaxRejections", "2")))
        {
            await database.ExecuteAsync(
                "INSERT INTO offboarding.outbox (exchange, body, content_type) VALUES ('offboarding.deactivate-users', convert_to(repeat('x', 17 * 1024 * 1024), 'UTF8'), 'application/json')");
            await Eventually.ValueAsync(
                () => database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages"), n => n == 1, "the message to be a dead letter", TimeSpan.FromSeconds(60));
        }

        (await database.ReadAsync<string>("SELECT reason || ' ' || error FROM offboarding.parked_messages")).ShouldStartWith(
            "not-delivered The broker did not take it: it has 17,825,792 bytes, and RabbitMQ 4 takes 16,777,216");
    }

    [Fact]
    public async Task What_the_broker_refuses_is_said_once_and_not_by_a_line_for_each_message()
    {
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(TestContext.Current.CancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker);
        await database.ExecuteAsync(
            "INSERT INTO offboarding.outbox (exchange, body) SELECT 'offboarding.no-such-command', '{\"message\":{}}' FROM generate_series(1, 100)");
        await Eventually.ValueAsync(
            () => database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox WHERE rejections = 0"), n => n == 0, "each of them to be refused");
        await Eventually.TrueAsync(() => worker.Output.Contains("no-such-command", StringComparison.Ordinal), "the log to say so");
        worker.Output.Split('\n').Count(line => line.Contains("no-such-command", StringComparison.Ordinal)).ShouldBe(1, worker.Output);
    }

    private static Task<long> BodiesAsync(TestSystem system) => system.Database.ReadAsync<long>("SELECT count(DISTINCT body) FROM offboarding.parked_messages");

    private async Task<long> RedeliveredAsync(TestSystem system)
    {
        JsonArray queues = await servers.RabbitMq.QueuesAsync(system.Broker, TestContext.Current.CancellationToken);
        return queues.Sum(q => q!["message_stats"]?["redeliver"]?.GetValue<long>() ?? 0);
    }

    private static async Task UntilNobodyWaitsAsync(Uri broker, string queue)
    {
        await using IConnection connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        await Eventually.TrueAsync(async () => (await channel.QueueDeclarePassiveAsync(queue)).MessageCount == 0, "the worker to have the message");
    }

    private static async Task<bool> ExistsAsync(Uri broker, string queue)
    {
        await using IConnection connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        try
        {
            await channel.QueueDeclarePassiveAsync(queue);
            return true;
        }
        catch (OperationInterruptedException)
        {
            return false;
        }
    }
}
