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
        await using Stage stage = await Stage.SetAsync(servers);
        await servers.RabbitMq.SetMemoryAlarmAsync(on: true, TestContext.Current.CancellationToken);
        try
        {
            await AddAsync(stage, 1);
            await BrokerIsAsync(stage, "blocked");
            (await stage.Database.ReadAsync<string>("SELECT broker_error FROM dashboard.workers")).ShouldContain("takes no messages");
            (await stage.Worker.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken))
                .Entries["broker-alarm"].Status.ShouldBe(HealthStatus.Degraded);
            await AddAsync(stage, Messages);
            // Longer than a send may take otherwise, and than a claim lasts: nothing of it is given up and sent a second time.
            await Task.Delay(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
            (await stage.Database.ReadAsync<int>("SELECT max(deliveries) FROM offboarding.outbox")).ShouldBeLessThanOrEqualTo(1);
        }
        finally
        {
            await servers.RabbitMq.SetMemoryAlarmAsync(on: false, TestContext.Current.CancellationToken);
        }

        await BrokerIsAsync(stage, "connected");
        await Eventually.TrueAsync(
            async () => await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox") == 0, "the outbox to be empty", TimeSpan.FromSeconds(60));
        await stage.Events.AtLeastAsync(Messages + 1, "offboarding.completed");
        stage.Events.Of("offboarding.completed").Count.ShouldBe(Messages + 1, "each once");
    }

    [Fact]
    public async Task On_the_last_day_sign_in_closes_and_sessions_end_although_the_broker_takes_no_messages()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        (TestWorkspace workspace, Guid id) = await ScheduledAsync(stage);
        await servers.RabbitMq.SetMemoryAlarmAsync(on: true, TestContext.Current.CancellationToken);
        try
        {
            await LockedOutAsync(stage, workspace, id);
        }
        finally
        {
            await servers.RabbitMq.SetMemoryAlarmAsync(on: false, TestContext.Current.CancellationToken);
        }

        await stage.BecomesAsync(id, "completed");
    }

    [Fact]
    public async Task On_the_last_day_sign_in_closes_and_sessions_end_although_the_broker_is_down()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        (TestWorkspace workspace, Guid id) = await ScheduledAsync(stage);
        await servers.RabbitMq.KillAsync();
        try
        {
            await LockedOutAsync(stage, workspace, id);
        }
        finally
        {
            await servers.RabbitMq.StartAgainAsync(TestContext.Current.CancellationToken);
        }

        await stage.Worker.ReadyAsync();
        await stage.BecomesAsync(id, "completed");
    }

    private static async Task<(TestWorkspace Workspace, Guid Case)> ScheduledAsync(Stage stage)
    {
        TestWorkspace workspace = await stage.WorkspaceAsync();
        await stage.Hr.SendAsync(new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(20):yyyy-MM-ddTHH:mm:ssZ}" });
        return (workspace, (await stage.Events.OneAsync("offboarding.scheduled")).OffboardingId);
    }

    private static async Task LockedOutAsync(Stage stage, TestWorkspace workspace, Guid caseId)
    {
        await Deletions.LetTheDayComeAsync(stage, caseId);
        await Eventually.TrueAsync(
            () => stage.Database.ReadAsync<bool>(
                "SELECT EXISTS (SELECT FROM offboarding.steps WHERE case_id = @case AND name = 'sign-out-sessions' AND status = 'done')", ("case", caseId)),
            "the sessions to be ended");
        (await stage.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions WHERE user_id = @user AND ended_at IS NULL", ("user", workspace.Leaver))).ShouldBe(0);
    }

    private static Task AddAsync(Stage stage, int messages) => stage.Database.ExecuteAsync(
        """
        INSERT INTO offboarding.outbox (message_id, exchange, body)
        SELECT gen_random_uuid(), 'offboarding.completed', convert_to('{"messageId":"' || gen_random_uuid() || '","message":{}}', 'UTF8') FROM generate_series(1, @messages) n
        """,
        ("messages", messages));

    private static Task<string> BrokerIsAsync(Stage stage, string state) => Eventually.ValueAsync(
        () => stage.Database.ReadAsync<string>("SELECT coalesce((SELECT broker FROM dashboard.workers WHERE alive), 'unknown')"),
        s => s == state, $"the broker to be {state}", TimeSpan.FromSeconds(60));
}
