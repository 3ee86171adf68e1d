using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Offboarding.Integration.Tests.Infrastructure.Telemetry;

/// <summary>What a worker says at <c>/metrics</c> after departures that went well and badly.</summary>
public sealed partial class MetricsTests(Servers servers, OwnServers own) : IClassFixture<OwnServers>
{
    private const string Reassign = "reassign-conversations";

    [Fact]
    public async Task Metrics_count_what_happened_once_and_name_nobody()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        TestWorkspace workspace = await new WorkspaceBuilder().WithAgents(4).WithConversations(open: 250).WithAccess(openSessions: 3, validTokens: 2).SaveAsync(database);
        int port = WorkerMetrics.FreePort();
        await using WorkerProcess worker = await WorkerProcess.StartAsync(
            database, broker, ("Telemetry:Metrics", "true"), ("Urls", $"http://127.0.0.1:{port}"), ("Steps:BatchSize", "100"), ("Steps:MaxAttempts", "2"),
            ("Steps:FirstRetryAfter", "00:00:00.050"), ("Monitors:QueueDepthsEvery", "00:00:00.500"));
        using var metrics = new WorkerMetrics(port);
        await using EventListener events = await EventListener.ConnectAsync(broker);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);

        Departure departure = new Departure(workspace).Handing("round-robin", workspace.Agents[0], workspace.Agents[1]);
        await hr.SendAsync(departure);
        await events.OneAsync("offboarding.completed");
        await hr.SendAsync(departure);
        await events.AtLeastAsync(2, "offboarding.completed");
        await hr.SendAsync(new Departure(workspace) { User = Guid.NewGuid() });
        await events.OneAsync("offboarding.refused", e => e.Text("code") == "unknown-user");
        var later = new Departure(workspace) { User = workspace.Agents[1], LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" };
        await hr.SendAsync(later);
        ReceivedEvent scheduled = await events.OneAsync("offboarding.scheduled");
        TestCommand cancel = new TestCommand("offboarding.cancel-offboarding", workspace).With("offboardingId", scheduled.OffboardingId);
        await hr.SendAsync(cancel.Exchange, cancel.ToJson());
        await events.OneAsync("offboarding.cancelled");
        await hr.SendAsync(cancel.Exchange, cancel.ToJson());
        await events.AtLeastAsync(2, "offboarding.cancelled");
        await hr.SendAsync(HrSystem.Deactivate, Encoding.UTF8.GetBytes("not json"));
        await database.ExecuteAsync("UPDATE workspace.conversations SET assignee_id = @agent WHERE id <= 20", ("agent", workspace.Agents[2]));
        await FailingTable.MakeAsync(database, "the disk is full");
        var failing = new Departure(workspace) { User = workspace.Agents[2] };
        await hr.SendAsync(failing.Handing("round-robin", workspace.Agents[3]));
        await events.OneAsync("offboarding.step-failed");

        string text = await Eventually.ValueAsync(
            metrics.ReadAsync,
            seen => WorkerMetrics.Sum(seen, "offboarding_cases_attention") == 1 && WorkerMetrics.Sum(seen, "offboarding_queue_messages") is not null
                && WorkerMetrics.Sum(seen, "offboarding_dead_letters_waiting") == 1,
            "the gauges to be read", TimeSpan.FromSeconds(60));

        Sum("offboarding_departures_total", "outcome=\"completed\"").ShouldBe(1, "the same request again is the same departure");
        Sum("offboarding_departures_total", "outcome=\"started\"").ShouldBe(2);
        Sum("offboarding_departures_total", "outcome=\"refused\"").ShouldBe(1);
        Sum("offboarding_departures_total", "outcome=\"scheduled\"").ShouldBe(1);
        Sum("offboarding_departures_total", "outcome=\"cancelled\"").ShouldBe(1, "also asked for twice");
        Sum("offboarding_refusals_total", "code=\"unknown-user\"").ShouldBe(1);
        Sum("offboarding_items_processed_total", $"step=\"{Reassign}\"").ShouldBe(250);
        Sum("offboarding_items_processed_total", "step=\"sign-out-sessions\"").ShouldBe(5);
        Sum("offboarding_attempts_failed_total", $"step=\"{Reassign}\"", "error_type=\"PostgresException\"").ShouldBe(2);
        Sum("offboarding_dead_letters_total", "reason=\"unreadable\"").ShouldBe(1);
        Sum("offboarding_lockout_duration_seconds_count").ShouldBe(2);
        Sum("offboarding_completion_duration_seconds_count", "kind=\"deactivate\"").ShouldBe(1);
        Sum("offboarding_inactive_users_open_work").ShouldBe(0);
        Sum("offboarding_database_up").ShouldBe(1);
        Sum("messaging_process_duration_seconds_count", "messaging_destination_name=\"offboarding.deactivate-user\"").ShouldBe(6);
        Sum("messaging_client_sent_messages_total", "messaging_destination_name=\"offboarding.completed\"").ShouldBe(2);
        Sum("messaging_client_operation_duration_seconds_count", "messaging_destination_name=\"offboarding.completed\"").ShouldBe(2);
        Sum("messaging_client_consumed_messages_total", "messaging_destination_name=\"offboarding.deactivate-user\"").ShouldBe(6);
        Sum("db_client_operation_duration_seconds_count").ShouldNotBeNull();
        Sum("process_cpu_time_seconds_total").ShouldNotBeNull();
        // The one id there is: of this process, once, not in any label of ours.
        Id().Matches(string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("target_info", StringComparison.Ordinal)))).Select(m => m.Value).ShouldBeEmpty("no label may have as many values as there are cases, people or workspaces");
        text.ShouldNotContain("@example.test");
        text.ShouldNotContain("Password", Case.Insensitive);

        double? Sum(string name, params string[] labels) => WorkerMetrics.Sum(text, name, labels);
    }

    [Fact]
    public async Task With_a_token_in_the_settings_metrics_are_for_those_who_have_it_and_without_the_setting_for_nobody()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        const string Token = "a-token-of-some-length";
        int port = WorkerMetrics.FreePort();
        await using (await WorkerProcess.StartAsync(database, broker, ("Telemetry:Metrics", "true"), ("Telemetry:MetricsToken", Token), ("Urls", $"http://127.0.0.1:{port}")))
        {
            using var with = new WorkerMetrics(port, Token);
            using var without = new WorkerMetrics(port);
            using var wrong = new WorkerMetrics(port, Token + "x");
            (await with.StatusAsync(), await without.StatusAsync(), await wrong.StatusAsync())
                .ShouldBe((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized));
        }

        await using (await WorkerProcess.StartAsync(database, broker, ("Urls", $"http://127.0.0.1:{port}")))
        {
            using var off = new WorkerMetrics(port);
            (await off.StatusAsync()).ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_database_that_is_away_makes_no_scrape_fail_and_its_gauges_are_left_out()
    {
        own.SkipIfThereAreNone();
        await using TestDatabase database = await TestDatabase.CreateAsync(own.Postgres);
        Uri broker = await own.RabbitMq.CreateVirtualHostAsync();
        int port = WorkerMetrics.FreePort();
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, ("Telemetry:Metrics", "true"), ("Urls", $"http://127.0.0.1:{port}"));
        using var metrics = new WorkerMetrics(port);
        await BecomeAsync(up: 1, outbox: true);

        await own.Postgres.KillAsync();
        try
        {
            await BecomeAsync(up: 0, outbox: false);
        }
        finally
        {
            await own.Postgres.StartAgainAsync();
        }

        await BecomeAsync(up: 1, outbox: true);

        // A scrape that hung would throw at the client's five seconds.
        Task BecomeAsync(int up, bool outbox) => Eventually.ValueAsync(
            metrics.ReadAsync,
            text => WorkerMetrics.Sum(text, "offboarding_database_up") == up && WorkerMetrics.Sum(text, "offboarding_outbox_messages") is not null == outbox,
            $"offboarding_database_up to be {up}", TimeSpan.FromSeconds(90));
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
