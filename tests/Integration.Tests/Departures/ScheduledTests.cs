namespace Offboarding.Integration.Tests.Departures;

/// <summary>A last day in the future (F1), by the database's clock.</summary>
public sealed class ScheduledTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task F1_until_the_last_day_nothing_changes_and_then_the_case_starts_by_itself()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        Departure departure = new Departure(workspace) { LastDay = InAMonth() }.Handing("round-robin", workspace.Agents[0], workspace.Agents[1]);

        await system.Hr.SendAsync(departure);
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");
        scheduled["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.Parse(departure.LastDay!), TimeSpan.FromMilliseconds(1));
        (await UntouchedAsync(system, workspace)).ShouldBe("active 2 1 6 scheduled 0");

        await system.Hr.SendAsync(departure);
        (await system.Events.AtLeastAsync(2, "offboarding.scheduled"))[1].Message.ToJsonString().ShouldBe(scheduled.Message.ToJsonString());

        await TheDayComesAsync(system, scheduled.OffboardingId);
        await system.Events.OneAsync("offboarding.completed");
        (await UntouchedAsync(system, workspace)).ShouldBe("inactive 0 0 0 completed 3");
        (await system.Events.AtLeastAsync(1, "offboarding.started")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_last_day_in_two_seconds_starts_in_two_seconds_by_the_clock_of_the_database()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        var due = await system.Database.ReadAsync<DateTime>("SELECT now() + interval '2 s'");

        await system.CompleteAsync(new Departure(workspace) { LastDay = $"{new DateTimeOffset(due):O}" });

        ReceivedEvent started = (await system.Events.AtLeastAsync(1, "offboarding.started")).ShouldHaveSingleItem();
        started["occurredAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThanOrEqualTo(due);
    }

    [Fact]
    public async Task The_time_zone_is_the_senders_and_the_instant_is_what_counts()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        DateTimeOffset instant = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(30).AddHours(3);

        await system.Hr.SendAsync(new Departure(workspace) { LastDay = $"{instant.ToOffset(TimeSpan.FromHours(-9.5)):yyyy-MM-ddTHH:mm:sszzz}" });

        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");
        scheduled.Text("dueAt").ShouldBe($"{instant:yyyy-MM-ddTHH:mm:ss}+00:00");
    }

    [Fact]
    public async Task A_last_day_that_was_an_hour_ago_starts_at_once()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddHours(-1):O}" });
        system.Events.Of("offboarding.scheduled").ShouldBeEmpty();
    }

    [Fact]
    public async Task D7_an_owner_who_became_the_last_one_meanwhile_is_refused_when_due_and_can_be_replayed_when_there_is_another()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithoutAccountOwner());
        Departure departure = new Departure(workspace) { User = workspace.Owner, LastDay = InAMonth() };
        await system.Hr.SendAsync(departure);
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.SecondOwner!.Value });

        await TheDayComesAsync(system, scheduled.OffboardingId);
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        refused.Text("code").ShouldBe("only-owner");
        refused.RequestId.ShouldBe(departure.RequestId);
        await system.BecomesAsync(scheduled.OffboardingId, "refused");
        (await system.Database.ReadAsync<string>("SELECT status FROM workspace.users WHERE id = @owner", ("owner", workspace.Owner))).ShouldBe("active");

        await system.GiveRoleAsync(workspace, workspace.Agents[0], "owner");
        await system.Hr.ReplayAsync(refused.EventId);

        await system.Events.OneAsync("offboarding.completed", e => e.OffboardingId == scheduled.OffboardingId);
        (await system.Database.ReadAsync<string>("SELECT status FROM workspace.users WHERE id = @owner", ("owner", workspace.Owner))).ShouldBe("inactive");
    }

    [Fact]
    public async Task A_recipient_who_left_before_the_day_does_not_keep_the_door_open()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 10));
        await system.Hr.SendAsync(new Departure(workspace) { LastDay = InAMonth() }.Handing("round-robin", workspace.Agents[0], workspace.Agents[1]));
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });

        await TheDayComesAsync(system, scheduled.OffboardingId);
        await system.Events.OneAsync("offboarding.completed", e => e.OffboardingId == scheduled.OffboardingId);

        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[1]))).ShouldBe(10);
    }

    [Fact]
    public async Task While_a_departure_is_scheduled_another_request_for_the_person_conflicts()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Hr.SendAsync(new Departure(workspace) { LastDay = InAMonth() });
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");

        ReceivedEvent refused = await system.RefuseAsync(new Departure(workspace));
        refused.Text("code").ShouldBe("conflicting-request");
        refused.Text("message").ShouldContain(scheduled.OffboardingId.ToString());
    }

    private static string InAMonth() => $"{DateTimeOffset.UtcNow.AddDays(30):yyyy-MM-ddTHH:mm:sszzz}";

    private static Task TheDayComesAsync(TestSystem system, Guid caseId) => system.Database.ExecuteAsync(
        "UPDATE offboarding.cases SET due_at = now(), nudged_at = now() - interval '30 d' WHERE id = @case", ("case", caseId));

    private static Task<string> UntouchedAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<string>(
        """
        SELECT concat_ws(' ', u.status,
            (SELECT count(*) FROM workspace.sessions WHERE user_id = u.id AND ended_at IS NULL),
            (SELECT count(*) FROM workspace.api_tokens WHERE user_id = u.id AND revoked_at IS NULL),
            (SELECT count(*) FROM workspace.conversations WHERE assignee_id = u.id),
            (SELECT state FROM offboarding.cases),
            (SELECT count(*) FROM offboarding.steps))
        FROM workspace.users u WHERE u.id = @leaver
        """,
        ("leaver", workspace.Leaver));
}
