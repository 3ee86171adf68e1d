namespace Offboarding.Integration.Tests.Departures;

/// <summary>F1: called off until it starts; after that a refusal with what is possible instead.</summary>
public sealed class CancelTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task F1_a_departure_that_is_called_off_never_starts_and_the_person_may_be_asked_to_leave_again()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Departure departure = await ScheduleAsync(system, workspace);
        Guid id = await system.CaseAsync(departure);

        TestCommand wish = Cancel(workspace, id);
        ReceivedEvent cancelled = await system.AskAsync(wish);

        cancelled.Name.ShouldBe("offboarding.cancelled");
        (cancelled.OffboardingId, cancelled.RequestId, cancelled["commandId"]!.GetValue<Guid>()).ShouldBe((id, departure.RequestId, wish.RequestId));
        await system.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = now() - interval '1 s', nudged_at = now() - interval '1 d'");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[2] });
        (await system.StateAsync(id)).ShouldBe("cancelled");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
        system.Events.Of("offboarding.started", e => e.OffboardingId == id).ShouldBeEmpty();

        await system.Hr.SendAsync(departure);
        (await system.Events.AtLeastAsync(2, "offboarding.cancelled"))[1].Message.ToJsonString().ShouldBe(cancelled.Message.ToJsonString());

        await system.CompleteAsync(new Departure(workspace));
    }

    [Fact]
    public async Task Once_it_has_started_it_is_refused_and_says_what_is_possible_instead()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid id = await system.CompleteAsync(new Departure(workspace));

        ReceivedEvent refused = await system.AskAsync(Cancel(workspace, id));

        refused.Text("code").ShouldBe("conflicting-request");
        refused.Text("help").ShouldContain("ReactivateUserRequested");
    }

    [Fact]
    public async Task Only_an_admin_calls_off_only_a_case_of_the_workspace_and_only_once()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        TestWorkspace other = await system.WorkspaceAsync();
        Guid id = await system.CaseAsync(await ScheduleAsync(system, workspace));

        (await system.RefusalAsync(Cancel(workspace, id) with { RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        (await system.RefusalAsync(Cancel(workspace, Guid.NewGuid()))).ShouldBe("invalid-request");
        (await system.RefusalAsync(Cancel(other, id))).ShouldBe("invalid-request");
        (await system.StateAsync(id)).ShouldBe("scheduled");
        await system.AskAsync(Cancel(workspace, id));
        (await system.RefusalAsync(Cancel(workspace, id))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task A_cancel_that_comes_in_the_moment_of_the_start_either_comes_first_or_is_refused()
    {
        await using TestSystem system = await shared.SetAsync();
        int cancelled = 0;
        for (int i = 0; i < 10; i++)
        {
            TestWorkspace workspace = await system.WorkspaceAsync();
            Departure departure = await ScheduleAsync(system, workspace);
            Guid id = await system.CaseAsync(departure);
            Task due = system.Database.ExecuteAsync(
                "UPDATE offboarding.cases SET due_at = now(), nudged_at = now() - interval '30 d' WHERE id = @case", ("case", id));
            ReceivedEvent answer = await system.AskAsync(Cancel(workspace, id));
            await due;
            bool calledOff = answer.Name == "offboarding.cancelled";
            cancelled += calledOff ? 1 : 0;
            await system.BecomesAsync(id, calledOff ? "cancelled" : "completed");
            (await system.UserStatusAsync(workspace.Leaver)).ShouldBe(calledOff ? "active" : "inactive");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cancelled} of 10 were called off");
    }

    internal static async Task<Departure> ScheduleAsync(TestSystem system, TestWorkspace workspace)
    {
        var departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" };
        await system.Hr.SendAsync(departure);
        await system.Events.OneAsync("offboarding.scheduled", e => e.RequestId == departure.RequestId);
        return departure;
    }

    private static TestCommand Cancel(TestWorkspace workspace, Guid id) => new TestCommand("offboarding.cancel-offboarding", workspace).With("offboardingId", id);
}
