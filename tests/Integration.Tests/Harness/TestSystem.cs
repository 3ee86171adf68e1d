namespace Offboarding.Integration.Tests.Harness;

/// <summary>Everything a test needs: a database, a virtual host, a running worker, an HR system that sends and somebody who listens.</summary>
public sealed class TestSystem : IAsyncDisposable
{
    private RabbitMqServer? _shared;
    private bool _isKept;

    private TestSystem(TestDatabase database, Uri broker, WorkerHost worker, HrSystem hr, EventListener events) =>
        (Database, Broker, Worker, Hr, Events) = (database, broker, worker, hr, events);

    public TestDatabase Database { get; }

    public Uri Broker { get; }

    public WorkerHost Worker { get; private set; }

    public HrSystem Hr { get; }

    public EventListener Events { get; }

    /// <summary>Sets the system; the worker is ready when this returns.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="settings">Settings of the worker besides those of <see cref="WorkerHost"/>.</param>
    public static async Task<TestSystem> SetAsync(Servers servers, params (string Key, string Value)[] settings)
    {
        TestSystem system = await SetAsync(servers.Postgres, servers.RabbitMq, settings);
        system._shared = servers.RabbitMq;
        return system;
    }

    /// <summary>Sets the system on servers of the test's own.</summary>
    public static async Task<TestSystem> SetAsync(PostgresServer postgres, RabbitMqServer rabbitMq, params (string Key, string Value)[] settings)
    {
        TestDatabase database = await TestDatabase.CreateAsync(postgres, TestContext.Current.CancellationToken);
        Uri broker = await rabbitMq.CreateVirtualHostAsync(TestContext.Current.CancellationToken);
        WorkerHost worker = await WorkerHost.StartAsync(database, broker, settings);
        return new TestSystem(database, broker, worker, await HrSystem.ConnectAsync(broker), await EventListener.ConnectAsync(broker));
    }

    /// <summary>Writes a workspace.</summary>
    public Task<TestWorkspace> WorkspaceAsync(Func<WorkspaceBuilder, WorkspaceBuilder>? describe = null) =>
        (describe ?? (w => w))(new WorkspaceBuilder()).SaveAsync(Database, TestContext.Current.CancellationToken);

    /// <summary>Gives somebody of a workspace a role.</summary>
    public Task GiveRoleAsync(TestWorkspace workspace, Guid user, string role) => Database.ExecuteAsync(
        "INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES (@workspace, @user, @role)",
        ("workspace", workspace.Id), ("user", user), ("role", role));

    /// <summary>Asks for a departure and waits until it has a case.</summary>
    /// <returns>The case.</returns>
    public async Task<Guid> OpenAsync(Departure departure)
    {
        await Hr.SendAsync(departure);
        return await CaseAsync(departure);
    }

    /// <summary>Asks for a departure and waits until the case is completed.</summary>
    /// <returns>The case.</returns>
    public async Task<Guid> CompleteAsync(Departure departure)
    {
        await Hr.SendAsync(departure);
        ReceivedEvent completed = await Events.OneAsync("offboarding.completed", e => e.RequestId == departure.RequestId);
        return completed.OffboardingId;
    }

    /// <summary>Asks for a departure and waits for the refusal of this very message: its id may have been refused before.</summary>
    public async Task<ReceivedEvent> RefuseAsync(Departure departure)
    {
        int before = Refusals().Count;
        await Hr.SendAsync(departure);
        return (await Eventually.ValueAsync(
            () => Task.FromResult(Refusals()), heard => heard.Count > before, $"a refusal of {departure.RequestId}"))[before];

        IReadOnlyList<ReceivedEvent> Refusals() => Events.Of(
            "offboarding.refused", e => e.RequestId == departure.RequestId && e.Text("messageName") == "offboarding.deactivate-user");
    }

    /// <summary>Sends a command on a workspace and waits for its first answer, yes or no.</summary>
    public async Task<ReceivedEvent> AskAsync(TestCommand wish)
    {
        int before = Answers(wish).Count;
        await Hr.SendAsync(wish.Exchange, wish.ToJson());
        return (await Eventually.ValueAsync(
            () => Task.FromResult(Answers(wish)), heard => heard.Count > before, $"an answer to {wish.ToJson()}"))[before];
    }

    /// <summary>Sends a command that has to be refused.</summary>
    /// <returns>The code.</returns>
    public async Task<string> RefusalAsync(TestCommand wish)
    {
        ReceivedEvent answer = await AskAsync(wish);
        return answer.Name == "offboarding.refused" ? answer.Text("code") : throw new InvalidOperationException($"Not refused: {answer}");
    }

    /// <summary>What a person's row says.</summary>
    public Task<string> UserStatusAsync(Guid user) => Database.ReadAsync<string>("SELECT status FROM workspace.users WHERE id = @user", ("user", user));

    private IReadOnlyList<ReceivedEvent> Answers(TestCommand wish) => [.. Events.All.Where(e => (e["commandId"]?.GetValue<Guid>() ?? e.RequestId) == wish.RequestId)];

    /// <summary>Waits until a request has a case.</summary>
    public Task<Guid> CaseAsync(Departure departure) => CaseAsync(departure.RequestId);

    /// <inheritdoc cref="CaseAsync(Departure)"/>
    public async Task<Guid> CaseAsync(Guid requestId) => (await Eventually.ValueAsync(
        () => Database.ReadAsync<Guid?>("SELECT (SELECT id FROM offboarding.cases WHERE request_id = @request)", ("request", requestId)),
        id => id is not null,
        $"a case of request {requestId}"))!.Value;

    public Task<string> StateAsync(Guid caseId) =>
        Database.ReadAsync<string>("SELECT state FROM offboarding.cases WHERE id = @case", ("case", caseId));

    public Task BecomesAsync(Guid caseId, string state) =>
        Eventually.ValueAsync(() => StateAsync(caseId), s => s == state, $"case {caseId} to be {state}");

    public Task<string> StepAsync(Guid caseId, string step) => Database.ReadAsync<string>(
        "SELECT status FROM offboarding.steps WHERE case_id = @case AND name = @step", ("case", caseId), ("step", step));

    public Task StepBecomesAsync(Guid caseId, string step, string status) =>
        Eventually.ValueAsync(() => StepAsync(caseId, step), s => s == status, $"{step} of case {caseId} to be {status}");

    /// <summary>From now on the end of a test is not the end of this system, unless the test has changed its worker.</summary>
    internal TestSystem Kept()
    {
        _isKept = true;
        return this;
    }

    /// <summary>Whether it was stopped.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>Stops the worker in an orderly way and starts another one.</summary>
    public async Task RestartWorkerAsync(params (string Key, string Value)[] settings)
    {
        _isKept = false;
        await Worker.DisposeAsync();
        Worker = await WorkerHost.StartAsync(Database, Broker, settings);
    }

    public ValueTask DisposeAsync() => _isKept ? ValueTask.CompletedTask : EndAsync();

    internal async ValueTask EndAsync()
    {
        IsOver = true;
        await Events.DisposeAsync();
        await Hr.DisposeAsync();
        await Worker.DisposeAsync();
        await Database.DisposeAsync();
        if (_shared is not null)
        {
            // Each of its quorum queues is a process with a log. Hundreds of stages would leave the broker with tens of thousands, and it
            // then takes a minute to make the next virtual host.
            await _shared.DeleteVirtualHostAsync(Broker);
        }
    }
}
