namespace Offboarding.Integration.Tests.Departures;

/// <summary>F1: called off until it starts; after that a refusal with what is possible instead.</summary>
public sealed class CancelTests(Servers servers)
{
    [Fact]
    public async Task F1_a_departure_that_is_called_off_never_starts_and_the_person_may_be_asked_to_leave_again()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Departure departure = await ScheduleAsync(stage, workspace);
        Guid id = await stage.CaseAsync(departure);

        Wish wish = Cancel(workspace, id);
        Heard cancelled = await stage.AskAsync(wish);

        cancelled.Name.ShouldBe("offboarding.cancelled");
        (cancelled.OffboardingId, cancelled.RequestId, cancelled["commandId"]!.GetValue<Guid>()).ShouldBe((id, departure.RequestId, wish.RequestId));
        await stage.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = now() - interval '1 s', nudged_at = now() - interval '1 d'");
        await stage.CompleteAsync(new Departure(workspace) { User = workspace.Agents[2] });
        (await stage.StateAsync(id)).ShouldBe("cancelled");
        (await stage.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
        stage.Events.Of("offboarding.started", e => e.OffboardingId == id).ShouldBeEmpty();

        await stage.Hr.SendAsync(departure);
        (await stage.Events.AtLeastAsync(2, "offboarding.cancelled"))[1].Message.ToJsonString().ShouldBe(cancelled.Message.ToJsonString());

        await stage.CompleteAsync(new Departure(workspace));
    }

    [Fact]
    public async Task Once_it_has_started_it_is_refused_and_says_what_is_possible_instead()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Guid id = await stage.CompleteAsync(new Departure(workspace));

        Heard refused = await stage.AskAsync(Cancel(workspace, id));

        refused.Text("code").ShouldBe("conflicting-request");
        refused.Text("help").ShouldContain("ReactivateUserRequested");
    }

    [Fact]
    public async Task Only_an_admin_calls_off_only_a_case_of_the_workspace_and_only_once()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        TestWorkspace other = await stage.WorkspaceAsync();
        Guid id = await stage.CaseAsync(await ScheduleAsync(stage, workspace));

        (await stage.RefusalAsync(Cancel(workspace, id) with { RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        (await stage.RefusalAsync(Cancel(workspace, Guid.NewGuid()))).ShouldBe("invalid-request");
        (await stage.RefusalAsync(Cancel(other, id))).ShouldBe("invalid-request");
        (await stage.StateAsync(id)).ShouldBe("scheduled");
        await stage.AskAsync(Cancel(workspace, id));
        (await stage.RefusalAsync(Cancel(workspace, id))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task A_cancel_that_comes_in_the_moment_of_the_start_either_comes_first_or_is_refused()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        int cancelled = 0;
        for (int i = 0; i < 10; i++)
        {
            TestWorkspace workspace = await stage.WorkspaceAsync();
            Departure departure = await ScheduleAsync(stage, workspace);
            Guid id = await stage.CaseAsync(departure);
            Task due = stage.Database.ExecuteAsync(
                "UPDATE offboarding.cases SET due_at = now(), nudged_at = now() - interval '30 d' WHERE id = @case", ("case", id));
            Heard answer = await stage.AskAsync(Cancel(workspace, id));
            await due;
            bool calledOff = answer.Name == "offboarding.cancelled";
            cancelled += calledOff ? 1 : 0;
            await stage.BecomesAsync(id, calledOff ? "cancelled" : "completed");
            (await stage.UserStatusAsync(workspace.Leaver)).ShouldBe(calledOff ? "active" : "inactive");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cancelled} of 10 were called off");
    }

    internal static async Task<Departure> ScheduleAsync(Stage stage, TestWorkspace workspace)
    {
        var departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" };
        await stage.Hr.SendAsync(departure);
        await stage.Events.OneAsync("offboarding.scheduled", e => e.RequestId == departure.RequestId);
        return departure;
    }

    private static Wish Cancel(TestWorkspace workspace, Guid id) => new Wish("offboarding.cancel-offboarding", workspace).With("offboardingId", id);
}
