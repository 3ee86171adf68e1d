using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Returns;

/// <summary>F2 and A8: who takes a break is back on the day, on a seat if one is free.</summary>
public sealed class ReturnTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string SetReturn = "offboarding.set-return";

    [Fact]
    public async Task F2_A8_who_takes_a_break_is_active_again_on_the_day_with_the_work_nobody_touched()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        ReceivedEvent said = await LeaveAsync(system, departure, back: 60);
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
        (await ViewAsync(system)).ShouldBe("expected long-leave");

        await TheDayComesAsync(system, said.OffboardingId);

        ReceivedEvent back = await system.Events.OneAsync("offboarding.user-reactivated");
        back.RequestId.ShouldBe(departure.RequestId);
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
        await system.Events.OneAsync("offboarding.undo-completed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", workspace.Leaver))).ShouldBe(6);
        (await ViewAsync(system)).ShouldBe("returned long-leave");
        (await system.Database.ReadAsync<string>("SELECT string_agg(action, ' ' ORDER BY id) FROM dashboard.audit WHERE case_id = @case AND action LIKE '%ret%' OR action = 'user-reactivated'",
            ("case", said.OffboardingId))).ShouldBe("return-set user-reactivated");
    }

    [Fact]
    public async Task F2_without_a_free_seat_ops_are_told_and_the_return_follows_when_one_is_free()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(7));
        ReceivedEvent said = await LeaveAsync(system, new Departure(workspace), back: 60);
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.users (workspace_id, id, name, email) VALUES (@workspace, gen_random_uuid(), 'New', 'new@example.test')", ("workspace", workspace.Id));

        await TheDayComesAsync(system, said.OffboardingId);

        ReceivedEvent held = await system.Events.OneAsync("offboarding.return-held-up");
        held.Text("code").ShouldBe("no-free-seat");
        held.Text("message").ShouldContain("7 of 7 are in use");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
        (await system.Database.ReadAsync<string>("SELECT held_text FROM dashboard.returns WHERE status = 'held-up'")).ShouldBe(held.Text("message"));

        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        (await system.Events.OneAsync("offboarding.user-reactivated")).Number("seatsInUse").ShouldBe(7);
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
        system.Events.Of("offboarding.return-held-up").Select(e => e.EventId).Distinct().ShouldHaveSingleItem("it is said once");
    }

    [Fact]
    public async Task F2_a_departure_that_is_not_over_on_the_day_holds_the_return_up_until_it_is()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await using Blocker blocker = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.conversations FOR UPDATE");
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        await system.Hr.SendAsync(HrSystem.Deactivate, Json(departure, 60));
        ReceivedEvent said = await system.Events.OneAsync("offboarding.return-scheduled");

        await TheDayComesAsync(system, said.OffboardingId);
        (await system.Events.OneAsync("offboarding.return-held-up")).Text("code").ShouldBe("conflicting-request");
        await blocker.ReleaseAsync();

        await system.Events.OneAsync("offboarding.user-reactivated");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
    }

    [Fact]
    public async Task F2_a_return_is_moved_and_called_off_by_whoever_may_until_it_has_come()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent first = await LeaveAsync(system, new Departure(workspace), back: 60);
        TestCommand set = new TestCommand(SetReturn, workspace).With("offboardingId", first.OffboardingId);

        TestCommand later = set.Anew().With("returnDate", $"{DateTime.UtcNow.AddDays(90):yyyy-MM-dd}").With("timeZone", "Europe/Berlin");
        ReceivedEvent moved = await system.AskAsync(later);
        moved.Text("previousReturnsAt").ShouldBe(first.Text("returnsAt"));
        (await system.AskAsync(later)).Message.ToJsonString().ShouldBe(moved.Message.ToJsonString());
        (await system.RefusalAsync(set.Anew().With("returnDay", In(80)) with { RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        ReceivedEvent past = await system.AskAsync(set.Anew().With("returnDay", In(-1)));
        past["errors"]!.AsArray().ShouldHaveSingleItem()!["path"]!.GetValue<string>().ShouldBe("returnDay");

        TestCommand cancel = new TestCommand("offboarding.cancel-return", workspace).With("offboardingId", first.OffboardingId);
        (await system.AskAsync(cancel)).Text("why").ShouldBe("requested");
        (await system.RefusalAsync(cancel.Anew())).ShouldBe("conflicting-request");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");

        ReceivedEvent again = await system.AskAsync(set.Anew().With("returnDay", In(50)));
        again["previousReturnsAt"].ShouldBeNull();
        await TheDayComesAsync(system, first.OffboardingId);
        await system.Events.OneAsync("offboarding.user-reactivated");
        (await system.RefusalAsync(set.Anew().With("returnDay", In(70)))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task F2_a_scheduled_departure_keeps_its_return_and_the_last_day_does_not_move_past_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        var departure = new Departure(workspace) { LastDay = In(30) };
        await system.Hr.SendAsync(HrSystem.Deactivate, Json(departure, 60));
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");
        await system.Events.OneAsync("offboarding.return-scheduled");

        TestCommand move = new TestCommand("offboarding.reschedule-offboarding", workspace).With("offboardingId", scheduled.OffboardingId);
        (await system.RefusalAsync(move.With("lastDay", In(61)))).ShouldBe("invalid-request");
        (await system.AskAsync(move.Anew().With("lastDay", In(59)))).Name.ShouldBe("offboarding.rescheduled");

        await system.AskAsync(new TestCommand("offboarding.cancel-offboarding", workspace).With("offboardingId", scheduled.OffboardingId));
        (await system.Events.OneAsync("offboarding.return-cancelled")).Text("why").ShouldBe("no-departure");
    }

    [Fact]
    public async Task F2_an_earlier_reactivation_a_later_departure_and_a_deletion_cancel_the_return_and_say_so()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid[] people = [workspace.Leaver, workspace.Agents[0], workspace.Agents[1]];
        ReceivedEvent[] returns = [.. await Task.WhenAll(people.Select(user => LeaveAsync(system, new Departure(workspace) { User = user }, back: 60)))];

        await system.AskAsync(new TestCommand("offboarding.reactivate-user", workspace).With("userId", people[0]));
        await system.CompleteAsync(new Departure(workspace) { User = people[1] });
        await system.Database.ExecuteAsync("UPDATE workspace.users SET status = 'deleted' WHERE id = @user", ("user", people[2]));

        IReadOnlyList<ReceivedEvent> cancelled = await system.Events.AtLeastAsync(3, "offboarding.return-cancelled");
        people.Select(user => cancelled.First(c => c.Text("userId") == user.ToString()).Text("why")).ShouldBe(["reactivated", "departed-again", "deleted"]);
        (await system.Database.ReadAsync<string>("SELECT string_agg(DISTINCT status, ' ') FROM dashboard.returns")).ShouldBe("cancelled");
        returns.Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("returnDay", "2020-01-01T00:00:00Z", null)]
    [InlineData("returnDate", "2020-01-01", "UTC")]
    [InlineData("timeZone", "2027-01-01", "Mars/Olympus_Mons")]
    public async Task F2_a_day_in_the_past_or_in_an_unknown_zone_is_refused_and_nobody_is_locked_out(string field, string day, string? zone)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject json = new Departure(workspace).ToJson();
        json[zone is null ? "returnDay" : "returnDate"] = day;
        json["timeZone"] = zone;

        await system.Hr.SendAsync(HrSystem.Deactivate, json);

        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        (refused.Text("code"), refused["errors"]![0]!["path"]!.GetValue<string>()).ShouldBe(("invalid-request", field));
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
    }

    [Fact]
    public async Task F2_a_return_before_the_last_day_is_refused()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Hr.SendAsync(HrSystem.Deactivate, Json(new Departure(workspace) { LastDay = In(30) }, 29));
        (await system.Events.OneAsync("offboarding.refused")).Text("message").ShouldContain("is not after the last day");
    }

    private static string In(int days) => $"{DateTimeOffset.UtcNow.AddDays(days):yyyy-MM-ddTHH:mm:ssZ}";

    private static JsonObject Json(Departure departure, int back)
    {
        JsonObject json = departure.ToJson();
        json["reason"] = "long-leave";
        json["returnDay"] = In(back);
        json["giveBackWork"] = true;
        return json;
    }

    /// <summary>Leaves now, for a while; the departure is over when this returns.</summary>
    private static async Task<ReceivedEvent> LeaveAsync(TestSystem system, Departure departure, int back)
    {
        await system.Hr.SendAsync(HrSystem.Deactivate, Json(departure, back));
        ReceivedEvent said = await system.Events.OneAsync("offboarding.return-scheduled", e => e.RequestId == departure.RequestId);
        await system.Events.OneAsync("offboarding.completed", e => e.RequestId == departure.RequestId);
        return said;
    }

    private static Task TheDayComesAsync(TestSystem system, Guid caseId) =>
        system.Database.ExecuteAsync("UPDATE offboarding.returns SET return_at = now() WHERE case_id = @case", ("case", caseId));

    private static Task<string> ViewAsync(TestSystem system) => system.Database.ReadAsync<string>("SELECT status || ' ' || reason FROM dashboard.returns");
}
