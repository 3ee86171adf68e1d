using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Offboarding.Integration.Tests.Monitoring;

/// <summary>A broker that takes nothing, or is not there: it is shown, and nobody stays signed in because of it.</summary>
public sealed class BrokerAlarmTests(OwnServers servers) : IClassFixture<OwnServers>
{
    private const int Messages = 300;

    [Fact]
    public async Task A_memory_alarm_is_shown_and_what_waits_meanwhile_leaves_once_when_it_is_over()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await servers.RabbitMq.SetMemoryAlarmAsync(on: true, TestContext.Current.CancellationToken);
        try
        {
            await AddAsync(system, 1);
            await BrokerIsAsync(system, "blocked");
            (await system.Database.ReadAsync<string>("SELECT broker_error FROM dashboard.workers")).ShouldContain("takes no messages");
            (await system.Worker.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken))
                .Entries["broker-alarm"].Status.ShouldBe(HealthStatus.Degraded);
            await AddAsync(system, Messages);
            // Longer than a send may take otherwise, and than a claim lasts: nothing of it is given up and sent a second time.
            await Task.Delay(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
            (await system.Database.ReadAsync<int>("SELECT max(deliveries) FROM offboarding.outbox")).ShouldBeLessThanOrEqualTo(1);
        }
        finally
        {
            await servers.RabbitMq.SetMemoryAlarmAsync(on: false, TestContext.Current.CancellationToken);
        }

        await BrokerIsAsync(system, "connected");
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox") == 0, "the outbox to be empty", TimeSpan.FromSeconds(60));
        await system.Events.AtLeastAsync(Messages + 1, "offboarding.completed");
        system.Events.Of("offboarding.completed").Count.ShouldBe(Messages + 1, "each once");
    }

    [Fact]
    public async Task On_the_last_day_sign_in_closes_and_sessions_end_although_the_broker_takes_no_messages()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        (TestWorkspace workspace, Guid id) = await ScheduledAsync(system);
        await servers.RabbitMq.SetMemoryAlarmAsync(on: true, TestContext.Current.CancellationToken);
        try
        {
            await LockedOutAsync(system, workspace, id);
        }
        finally
        {
            await servers.RabbitMq.SetMemoryAlarmAsync(on: false, TestContext.Current.CancellationToken);
        }

        await system.BecomesAsync(id, "completed");
    }

    [Fact]
    public async Task On_the_last_day_sign_in_closes_and_sessions_end_although_the_broker_is_down()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        (TestWorkspace workspace, Guid id) = await ScheduledAsync(system);
        await servers.RabbitMq.KillAsync();
        try
        {
            await LockedOutAsync(system, workspace, id);
        }
        finally
        {
            await servers.RabbitMq.StartAgainAsync(TestContext.Current.CancellationToken);
        }

        await system.Worker.ReadyAsync();
        await system.BecomesAsync(id, "completed");
    }

    private static async Task<(TestWorkspace Workspace, Guid Case)> ScheduledAsync(TestSystem system)
    {
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Hr.SendAsync(new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(20):yyyy-MM-ddTHH:mm:ssZ}" });
        return (workspace, (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId);
    }

    private static async Task LockedOutAsync(TestSystem system, TestWorkspace workspace, Guid caseId)
    {
        await Deletions.LetTheDayComeAsync(system, caseId);
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>(
                "SELECT EXISTS (SELECT FROM offboarding.steps WHERE case_id = @case AND name = 'sign-out-sessions' AND status = 'done')", ("case", caseId)),
            "the sessions to be ended");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions WHERE user_id = @user AND ended_at IS NULL", ("user", workspace.Leaver))).ShouldBe(0);
    }

    private static Task AddAsync(TestSystem system, int messages) => system.Database.ExecuteAsync(
        """
        INSERT INTO offboarding.outbox (message_id, exchange, body)
        SELECT gen_random_uuid(), 'offboarding.completed', convert_to('{"messageId":"' || gen_random_uuid() || '","message":{}}', 'UTF8') FROM generate_series(1, @messages) n
        """,
        ("messages", messages));

    private static Task<string> BrokerIsAsync(TestSystem system, string state) => Eventually.ValueAsync(
        () => system.Database.ReadAsync<string>("SELECT coalesce((SELECT broker FROM dashboard.workers WHERE alive), 'unknown')"),
        s => s == state, $"the broker to be {state}", TimeSpan.FromSeconds(60));
}
