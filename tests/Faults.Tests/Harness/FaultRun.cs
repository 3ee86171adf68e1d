using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;

namespace Offboarding.Faults.Tests.Harness;

/// <summary>A database, a virtual host, an HR system that sends until the broker has it, and a subscriber; and what was sent, for the invariants.</summary>
public sealed class FaultRun : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    private readonly IReadOnlyList<RabbitMqServer> _brokers;
    private readonly AmqpTcpEndpoint[] _nodes;
    private readonly List<FaultWorker> _workers = [];
    private HrSystem? _hr;
    private bool _brokerForgot;
    private bool _databaseForgot;

    private FaultRun(TestDatabase database, Uri broker, IReadOnlyList<RabbitMqServer> brokers)
    {
        (Database, Broker, _brokers) = (database, broker, brokers);
        _nodes = brokers.Count == 1 ? [] : [.. brokers.Select(node => new AmqpTcpEndpoint(node.AddressOf("/")))];
    }

    public TestDatabase Database { get; }

    public Uri Broker { get; }

    public Requests Requests { get; } = new();

    public Subscriber Events { get; private set; } = null!;

    public static async Task<FaultRun> StartAsync(Servers servers) => await StartAsync(servers, await TestDatabase.CreateAsync(servers.Postgres));

    /// <summary>Starts on a database that an older build has migrated.</summary>
    public static Task<FaultRun> StartAsync(Servers servers, TestDatabase database) => StartAsync(database, [servers.RabbitMq]);

    /// <summary>Starts on a cluster: workers, HR and the subscriber know all of its nodes.</summary>
    public static async Task<FaultRun> StartAsync(Servers servers, RabbitMqCluster cluster) =>
        await StartAsync(await TestDatabase.CreateAsync(servers.Postgres), cluster.Nodes);

    private static async Task<FaultRun> StartAsync(TestDatabase database, IReadOnlyList<RabbitMqServer> brokers)
    {
        await database.ExecuteAsync(Invariants.Text("watch.sql"));
        // From here on with the settings that it makes.
        NpgsqlConnection.ClearAllPools();
        var run = new FaultRun(database, await brokers[0].CreateVirtualHostAsync(), brokers);
        run.Events = await Subscriber.ConnectAsync(run.Broker, run._nodes);
        return run;
    }

    /// <summary>Starts a worker behind proxies.</summary>
    public async Task<FaultWorker> WorkerAsync(params (string Key, string Value)[] settings)
    {
        var worker = new FaultWorker(Database, [.. _brokers.Select(node => node.AddressOf(Uri.UnescapeDataString(Broker.AbsolutePath[1..])))], settings);
        _workers.Add(worker);
        await worker.StartAsync();
        return worker;
    }

    /// <summary>Writes a workspace and remembers its items.</summary>
    public async Task<TestWorkspace> WorkspaceAsync(Func<WorkspaceBuilder, WorkspaceBuilder> describe, bool failsOnce = false)
    {
        TestWorkspace workspace = await describe(new WorkspaceBuilder()).SaveAsync(Database);
        await Database.ExecuteAsync(Invariants.Text("remember-items.sql"), ("workspace", workspace.Id));
        if (failsOnce)
        {
            await Database.ExecuteAsync("INSERT INTO faults.fails_once VALUES (@workspace)", ("workspace", workspace.Id));
        }

        return workspace;
    }

    /// <summary>A departure of a workspace of its own.</summary>
    public async Task<Departure> DepartureAsync(int conversations = 40, bool failsOnce = false)
    {
        TestWorkspace workspace = await WorkspaceAsync(w => w.WithConversations(open: conversations - 5, snoozed: 5, closed: 3).WithAccess(openSessions: 2, validTokens: 1), failsOnce);
        return new Departure(workspace) { LowerSeatLimit = true }.Handing("ratio", (workspace.Agents[0], 3), (workspace.Agents[1], 1));
    }

    public Task SendAsync(Departure departure) => SendAsync(HrSystem.Deactivate, departure.ToJson());

    /// <summary>Sends a command whose answer the invariants will look for; again and again until the broker has confirmed it.</summary>
    public Task SendAsync(string exchange, JsonObject command)
    {
        Requests.Add(command);
        return SendSurelyAsync(exchange, Encoding.UTF8.GetBytes(command.ToJsonString()));
    }

    /// <summary>Sends something that nobody can read.</summary>
    public Task SendUnreadableAsync(string exchange, byte[] body)
    {
        Requests.AddUnreadable(body);
        return SendSurelyAsync(exchange, body);
    }

    /// <summary>Sends bytes, again and again until the broker has confirmed them.</summary>
    public async Task SendSurelyAsync(string exchange, byte[] body, string contentType = HrSystem.PlainJson)
    {
        await Eventually.TrueAsync(TriedAsync, "the broker to take a message", Long);

        async Task<bool> TriedAsync()
        {
            try
            {
                _hr ??= await HrSystem.ConnectAsync(Broker, _nodes);
                await _hr.SendAsync(exchange, body, contentType).WaitAsync(TimeSpan.FromSeconds(10));
                return true;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                await DropHrAsync();
                return false;
            }
        }
    }

    /// <summary>Waits until each of these requests has a case that is completed.</summary>
    public Task CompletedAsync(string expectation, params Guid[] requests) => CompletedAsync(expectation, Long, requests);

    /// <inheritdoc cref="CompletedAsync(string, Guid[])"/>
    public Task CompletedAsync(string expectation, TimeSpan timeout, params Guid[] requests) => UntilAsync(
        "(SELECT bool_and(EXISTS (SELECT FROM offboarding.cases c WHERE c.request_id = r.id AND c.state = 'completed')) FROM unnest(@requests) AS r (id))",
        expectation, timeout, ("requests", requests));

    /// <summary>Waits until the condition is true, also while the database is away now and then.</summary>
    public Task UntilAsync(string condition, string expectation, params (string Name, object? Value)[] parameters) => UntilAsync(condition, expectation, Long, parameters);

    private async Task UntilAsync(string condition, string expectation, TimeSpan timeout, params (string Name, object? Value)[] parameters)
    {
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        return await Database.ReadAsync<bool>($"SELECT {condition}", parameters);
                    }
                    catch (NpgsqlException)
                    {
                        return false;
                    }
                },
                expectation,
                timeout);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{Outputs()}\n{await QueuesAsync()}\n{late.Message}", late);
        }
    }

    /// <summary>Waits until every request is answered and dealt with and everything is said, and looks at the invariants.</summary>
    public async Task EndsWellAsync()
    {
        string waiting = "";
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        waiting = await WaitingAsync();
                    }
                    catch (NpgsqlException error)
                    {
                        waiting = error.Message;
                    }

                    return waiting.Length == 0;
                },
                "every request to be dealt with",
                Long);
        }
        catch (TimeoutException timeout)
        {
            IReadOnlyList<string> found = await Invariants.ViolationsAsync(Database, Requests, Heard());
            throw new TimeoutException($"{Outputs()}\n{await QueuesAsync()}\n{timeout.Message} Waiting: {waiting}\n{string.Join('\n', found)}", timeout);
        }

        // What was said last is on its way to the subscriber.
        IReadOnlyList<string> violations = [];
        for (int look = 0; look < 40; look++)
        {
            violations = await Invariants.ViolationsAsync(Database, Requests, Heard());
            if (_brokerForgot)
            {
                violations = [.. violations.Where(v => !v.EndsWith("and 0 events say so", StringComparison.Ordinal))];
            }

            if (!violations.Any(v => v.StartsWith("i02: case", StringComparison.Ordinal)))
            {
                break;
            }

            await Task.Delay(250);
        }

        // What is wrong stands last: a report is cut at its beginning.
        violations.ShouldBeEmpty($"{Outputs()}\n{string.Join('\n', violations.Take(20))}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FaultWorker worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await Events.DisposeAsync();
        await DropHrAsync();
        await Database.DisposeAsync();
        if (_nodes is [])
        {
            await _brokers[0].DeleteVirtualHostAsync(Broker);
        }
    }

    /// <summary>The broker lost what it had confirmed: events that nobody had read are gone, and that is not the product's to change (docs/design/guarantees.md).</summary>
    public void BrokerForgot() => _brokerForgot = true;

    /// <summary>The database was put back: events that had been sent already are sent again with their ids, and the times at which it happened again.</summary>
    public void DatabaseForgot() => _databaseForgot = true;

    private async Task<string> WaitingAsync()
    {
        await using var connection = new NpgsqlConnection(Database.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Invariants.Text("waiting.sql"), connection);
        command.Parameters.AddWithValue("requests", NpgsqlDbType.Array | NpgsqlDbType.Uuid, Requests.Ids);
        command.Parameters.AddWithValue("unreadable", Requests.Unreadable.Length);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task DropHrAsync()
    {
        HrSystem? hr = _hr;
        _hr = null;
        if (hr is not null)
        {
            await ((Task)hr.DisposeAsync().AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IReadOnlyList<ReceivedEvent> Heard() => !_databaseForgot
        ? Events.All
        : [.. Events.All.Select(e =>
        {
            JsonObject message = e.Message.DeepClone().AsObject();
            message.Remove("occurredAt");
            message.Remove("signInClosedAt");
            return e with { Message = message };
        })];

    /// <summary>What the first broker that answers says of its queues.</summary>
    private async Task<string> QueuesAsync()
    {
        string said = "";
        foreach (RabbitMqServer broker in _brokers)
        {
            try
            {
                return await broker.DescribeQueuesAsync(Broker);
            }
            catch (HttpRequestException error)
            {
                said = error.Message;
            }
        }

        return said;
    }

    private string Outputs() => string.Join("\n---\n", _workers.Select(w => w.Output).Select(output => output[Math.Max(0, output.Length - 12_000)..]));
}
