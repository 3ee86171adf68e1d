namespace Offboarding.Integration.Tests.Departures;

/// <summary>F1: the last day moves until it has come, said as an instant or as a date where the person works.</summary>
public sealed class RescheduleTests(Servers servers)
{
    [Fact]
    public async Task F1_a_day_that_is_moved_nearer_starts_the_departure_on_the_new_day()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Guid id = await stage.CaseAsync(await CancelTests.ScheduleAsync(stage, workspace));
        var due = new DateTimeOffset(await stage.Database.ReadAsync<DateTime>("SELECT date_trunc('milliseconds', now()) + interval '2 s'"));

        Heard moved = await stage.AskAsync(Move(workspace, id).With("lastDay", $"{due:O}"));

        moved.Name.ShouldBe("offboarding.rescheduled");
        moved["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(due);
        await stage.BecomesAsync(id, "completed");
        (await stage.Events.AtLeastAsync(1, "offboarding.started")).ShouldHaveSingleItem()["occurredAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThanOrEqualTo(due);
    }

    [Fact]
    public async Task F1_a_date_with_its_time_zone_ends_at_the_following_midnight_there()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        DateOnly day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(10);
        var departure = new Departure(workspace);
        System.Text.Json.Nodes.JsonObject json = departure.ToJson();
        json["lastDate"] = $"{day:yyyy-MM-dd}";
        json["timeZone"] = "Asia/Kathmandu";

        await stage.Hr.SendAsync(HrSystem.Deactivate, json);
        Heard scheduled = await stage.Events.OneAsync("offboarding.scheduled");
        scheduled.Text("dueAt").ShouldBe($"{day:yyyy-MM-dd}T18:15:00+00:00");

        Heard moved = await stage.AskAsync(Move(workspace, scheduled.OffboardingId).With("lastDate", $"{day:yyyy-MM-dd}").With("timeZone", "Pacific/Kiritimati"));
        (moved.Text("previousDueAt"), moved.Text("dueAt")).ShouldBe(($"{day:yyyy-MM-dd}T18:15:00+00:00", $"{day:yyyy-MM-dd}T10:00:00+00:00"));
    }

    [Fact]
    public async Task Unknown_zones_past_days_and_no_day_at_all_are_refused_field_by_field()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Guid id = await stage.CaseAsync(await CancelTests.ScheduleAsync(stage, workspace));
        DateTime before = await DueAsync(stage);

        foreach ((Wish wish, string field) in new[]
        {
            (Move(workspace, id), "lastDay"),
            (Move(workspace, id).With("lastDay", "2020-01-01T00:00:00Z"), "lastDay"),
            (Move(workspace, id).With("lastDate", "2020-01-01").With("timeZone", "UTC"), "lastDate"),
            (Move(workspace, id).With("lastDate", "2027-01-01").With("timeZone", "Mars/Olympus_Mons"), "timeZone"),
        })
        {
            Heard refused = await stage.AskAsync(wish);
            refused.Text("code").ShouldBe("invalid-request");
            refused["errors"]!.AsArray().ShouldHaveSingleItem()!["path"]!.GetValue<string>().ShouldBe(field);
        }

        (await DueAsync(stage)).ShouldBe(before);
    }

    [Fact]
    public async Task Once_it_has_started_or_is_called_off_it_cannot_be_moved()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Guid started = await stage.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        Guid calledOff = await stage.CaseAsync(await CancelTests.ScheduleAsync(stage, workspace));
        await stage.AskAsync(new Wish("offboarding.cancel-offboarding", workspace).With("offboardingId", calledOff));

        foreach (Guid id in new[] { started, calledOff })
        {
            (await stage.RefusalAsync(Move(workspace, id).With("lastDay", $"{DateTimeOffset.UtcNow.AddDays(3):O}"))).ShouldBe("conflicting-request");
        }
    }

    [Fact]
    public async Task A_person_who_was_deleted_before_the_day_is_said_to_be_gone()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Guid id = await stage.CaseAsync(await CancelTests.ScheduleAsync(stage, workspace));
        await stage.Database.ExecuteAsync("UPDATE workspace.users SET status = 'deleted', sign_in_closed_at = now() WHERE id = @leaver", ("leaver", workspace.Leaver));

        await stage.AskAsync(Move(workspace, id).With("lastDay", $"{DateTimeOffset.UtcNow:O}"));

        (await stage.Events.OneAsync("offboarding.refused")).Text("code").ShouldBe("unknown-user");
        await stage.BecomesAsync(id, "refused");
    }

    [Fact]
    public async Task If_everybody_who_was_to_receive_has_left_by_then_sign_in_closes_all_the_same_and_ops_get_the_question()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 10));
        Departure departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" }.Handing("one-colleague", workspace.Agents[0]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        await stage.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });

        await stage.AskAsync(Move(workspace, id).With("lastDay", $"{DateTimeOffset.UtcNow:O}"));

        await stage.BecomesAsync(id, "needs-attention");
        (await stage.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
        await stage.StepBecomesAsync(id, "reassign-conversations", "failed");
        (await stage.Database.ReadAsync<string>("SELECT last_error FROM dashboard.steps WHERE case_id = @case AND name = 'reassign-conversations'", ("case", id)))
            .ShouldContain($"{workspace.Agents[0]} is inactive. Make this person active, then retry");
    }

    private static Wish Move(TestWorkspace workspace, Guid id) => new Wish("offboarding.reschedule-offboarding", workspace).With("offboardingId", id);

    private static Task<DateTime> DueAsync(Stage stage) => stage.Database.ReadAsync<DateTime>("SELECT due_at FROM offboarding.cases");
}
