namespace Offboarding.Integration.Tests.Departures;

/// <summary>F1: the last day moves until it has come, said as an instant or as a date where the person works.</summary>
public sealed class RescheduleTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task F1_a_day_that_is_moved_nearer_starts_the_departure_on_the_new_day()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid id = await system.CaseAsync(await CancelTests.ScheduleAsync(system, workspace));
        var due = new DateTimeOffset(await system.Database.ReadAsync<DateTime>("SELECT date_trunc('milliseconds', now()) + interval '2 s'"));

        ReceivedEvent moved = await system.AskAsync(Move(workspace, id).With("lastDay", $"{due:O}"));

        moved.Name.ShouldBe("offboarding.rescheduled");
        moved["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(due);
        await system.BecomesAsync(id, "completed");
        (await system.Events.AtLeastAsync(1, "offboarding.started")).ShouldHaveSingleItem()["occurredAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThanOrEqualTo(due);
    }

    [Fact]
    public async Task F1_a_date_with_its_time_zone_ends_at_the_following_midnight_there()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        DateOnly day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(10);
        var departure = new Departure(workspace);
        System.Text.Json.Nodes.JsonObject json = departure.ToJson();
        json["lastDate"] = $"{day:yyyy-MM-dd}";
        json["timeZone"] = "Asia/Kathmandu";

        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");
        scheduled.Text("dueAt").ShouldBe($"{day:yyyy-MM-dd}T18:15:00+00:00");

        ReceivedEvent moved = await system.AskAsync(Move(workspace, scheduled.OffboardingId).With("lastDate", $"{day:yyyy-MM-dd}").With("timeZone", "Pacific/Kiritimati"));
        (moved.Text("previousDueAt"), moved.Text("dueAt")).ShouldBe(($"{day:yyyy-MM-dd}T18:15:00+00:00", $"{day:yyyy-MM-dd}T10:00:00+00:00"));
    }

    [Fact]
    public async Task Unknown_zones_past_days_and_no_day_at_all_are_refused_field_by_field()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid id = await system.CaseAsync(await CancelTests.ScheduleAsync(system, workspace));
        DateTime before = await DueAsync(system);

        foreach ((TestCommand wish, string field) in new[]
        {
            (Move(workspace, id), "lastDay"),
            (Move(workspace, id).With("lastDay", "2020-01-01T00:00:00Z"), "lastDay"),
            (Move(workspace, id).With("lastDate", "2020-01-01").With("timeZone", "UTC"), "lastDate"),
            (Move(workspace, id).With("lastDate", "2027-01-01").With("timeZone", "Mars/Olympus_Mons"), "timeZone"),
        })
        {
            ReceivedEvent refused = await system.AskAsync(wish);
            refused.Text("code").ShouldBe("invalid-request");
            refused["errors"]!.AsArray().ShouldHaveSingleItem()!["path"]!.GetValue<string>().ShouldBe(field);
        }

        (await DueAsync(system)).ShouldBe(before);
    }

    [Fact]
    public async Task Once_it_has_started_or_is_called_off_it_cannot_be_moved()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid started = await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        Guid calledOff = await system.CaseAsync(await CancelTests.ScheduleAsync(system, workspace));
        await system.AskAsync(new TestCommand("offboarding.cancel-offboarding", workspace).With("offboardingId", calledOff));

        foreach (Guid id in new[] { started, calledOff })
        {
            (await system.RefusalAsync(Move(workspace, id).With("lastDay", $"{DateTimeOffset.UtcNow.AddDays(3):O}"))).ShouldBe("conflicting-request");
        }
    }

    [Fact]
    public async Task A_person_who_was_deleted_before_the_day_is_said_to_be_gone()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid id = await system.CaseAsync(await CancelTests.ScheduleAsync(system, workspace));
        await system.Database.ExecuteAsync("UPDATE workspace.users SET status = 'deleted', sign_in_closed_at = now() WHERE id = @leaver", ("leaver", workspace.Leaver));

        await system.AskAsync(Move(workspace, id).With("lastDay", $"{DateTimeOffset.UtcNow:O}"));

        (await system.Events.OneAsync("offboarding.refused")).Text("code").ShouldBe("unknown-user");
        await system.BecomesAsync(id, "refused");
    }

    [Fact]
    public async Task If_everybody_who_was_to_receive_has_left_by_then_sign_in_closes_all_the_same_and_ops_get_the_question()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 10));
        Departure departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" }.Handing("one-colleague", workspace.Agents[0]);
        Guid id = await system.OpenAsync(departure);
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });

        await system.AskAsync(Move(workspace, id).With("lastDay", $"{DateTimeOffset.UtcNow:O}"));

        await system.BecomesAsync(id, "needs-attention");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
        await system.StepBecomesAsync(id, "reassign-conversations", "failed");
        (await system.Database.ReadAsync<string>("SELECT last_error FROM dashboard.steps WHERE case_id = @case AND name = 'reassign-conversations'", ("case", id)))
            .ShouldContain($"{workspace.Agents[0]} is inactive. Make this person active, then retry");
    }

    private static TestCommand Move(TestWorkspace workspace, Guid id) => new TestCommand("offboarding.reschedule-offboarding", workspace).With("offboardingId", id);

    private static Task<DateTime> DueAsync(TestSystem system) => system.Database.ReadAsync<DateTime>("SELECT due_at FROM offboarding.cases");
}
