using System.Diagnostics;
using Npgsql;
using Offboarding.Faults.Tests.Wire;

namespace Offboarding.Faults.Tests.Harness;

/// <summary>A worker process behind proxies of its own, that can be killed, frozen and started again.</summary>
public sealed class FaultWorker : IAsyncDisposable
{
    private static readonly (string Key, string Value)[] Settings =
    [
        ("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.020"), ("Steps:StalledAfter", "00:00:02"), ("Steps:FirstRetryAfter", "00:00:00.050"),
        ("Steps:LongestRetryAfter", "00:00:01"), ("Hangfire:PollEvery", "00:00:00.200"), ("Hangfire:ProjectEvery", "00:00:00.200"),
    ];

    private readonly TestDatabase _database;
    private readonly Uri _broker;
    private readonly (string Key, string Value)[] _settings;
    private WorkerProcess? _process;

    /// <summary>Prepares it.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="brokers">Its broker, or all nodes of a cluster.</param>
    /// <param name="settings">In addition.</param>
    public FaultWorker(TestDatabase database, IReadOnlyList<Uri> brokers, params (string Key, string Value)[] settings)
    {
        (_database, _broker, _settings) = (database, brokers[0], settings);
        var login = new NpgsqlConnectionStringBuilder(database.Worker);
        Postgres = new Proxy(login.Host!, login.Port, PostgresWire.Framing);
        RabbitMqNodes = [.. brokers.Select(broker => new Proxy(broker.Host, broker.Port, AmqpWire.Framing))];
        Disarm();
    }

    public Proxy Postgres { get; }

    /// <summary>Of a cluster the first node.</summary>
    public Proxy RabbitMq => RabbitMqNodes[0];

    /// <summary>In the order of the cluster's nodes.</summary>
    public IReadOnlyList<Proxy> RabbitMqNodes { get; }

    public string Output => _process?.Output ?? "";

    /// <summary>Starts the process and waits until it is connected.</summary>
    public async Task StartAsync()
    {
        string login = new NpgsqlConnectionStringBuilder(_database.Worker)
        {
            Host = "127.0.0.1",
            Port = Postgres.Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
        // Known before it is connected: a fault may strike while it starts.
        _process = WorkerProcess.Start(
            _database, new UriBuilder(_broker) { Host = "127.0.0.1", Port = RabbitMq.Port }.Uri,
            [
                .. Settings, ("ConnectionStrings:Offboarding", login),
                .. RabbitMqNodes.Count == 1 ? [] : RabbitMqNodes.Select((node, i) => ($"Messaging:Nodes:{i}", $"127.0.0.1:{node.Port}")),
                .. _settings,
            ]);
        await _process.ConnectedAsync(_database);
    }

    /// <summary>Has the worker killed at the fail point, once.</summary>
    public ArmedFailPoint KillAt(FailPoint point) => Arm(new ArmedFailPoint(point, KillAsync));

    /// <summary>Has the worker stopped by SIGSTOP at the fail point, once: what it holds there it goes on holding.</summary>
    public ArmedFailPoint FreezeAt(FailPoint point) => Arm(new ArmedFailPoint(point, FreezeAsync, Verdict.Forward));

    public void Disarm() => (Postgres.Rule, RabbitMq.Rule) = (Watch, null);

    /// <summary>A statement that was prepared while no fault was armed has to be known by its name later.</summary>
    private static ValueTask<Verdict> Watch(Frame frame)
    {
        PostgresWire.Read(frame);
        return ValueTask.FromResult(Verdict.Forward);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            await process.KillAsync();
            Postgres.Cut();
            foreach (Proxy node in RabbitMqNodes)
            {
                node.Cut();
            }
        }
    }

    /// <summary>SIGSTOP: the process neither works nor answers, and its connections stay open.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    public Task ThawAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        foreach (Proxy node in RabbitMqNodes)
        {
            await node.DisposeAsync();
        }
    }

    private ArmedFailPoint Arm(ArmedFailPoint armed)
    {
        (Postgres.Rule, RabbitMq.Rule) = (armed.OnPostgresAsync, armed.OnRabbitMqAsync);
        return armed;
    }

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [signal, $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }
}
