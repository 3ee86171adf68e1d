namespace Offboarding.Integration.Tests.Harness;

/// <summary>Wishes about the end of somebody's data, as a foreign program writes them. Default: of the builder's leaver.</summary>
public static class Deletions
{
    public static TestCommand Of(TestWorkspace workspace, Guid? user = null) => new TestCommand("offboarding.delete-user", workspace)
        .With("userId", user ?? workspace.Leaver).With("confirmUserId", user ?? workspace.Leaver).With("reason", "data-protection-request");

    public static TestCommand Hold(TestWorkspace workspace, Guid? user = null) => new TestCommand("offboarding.place-legal-hold", workspace)
        .With("userId", user ?? workspace.Leaver).With("reason", "Lawsuit 4711");

    public static TestCommand Lift(TestWorkspace workspace, Guid? user = null) => new TestCommand("offboarding.lift-legal-hold", workspace)
        .With("userId", user ?? workspace.Leaver).With("reason", "Lawsuit 4711 was settled");

    /// <summary>Asks for a deletion and waits until it is over.</summary>
    /// <returns>The case.</returns>
    public static async Task<Guid> CompleteAsync(TestSystem system, TestCommand wish)
    {
        await system.Hr.SendAsync(wish.Exchange, wish.ToJson());
        return (await system.Events.OneAsync("offboarding.user-deleted", e => e.RequestId == wish.RequestId)).OffboardingId;
    }

    /// <summary>A deletion that waits for its day, a year ahead.</summary>
    /// <returns>The case.</returns>
    public static async Task<Guid> ScheduleAsync(TestSystem system, TestCommand wish)
    {
        ReceivedEvent answer = await system.AskAsync(wish.With("lastDay", $"{DateTimeOffset.UtcNow.AddDays(365):O}"));
        answer.Name.ShouldBe("offboarding.deletion-scheduled");
        return answer.OffboardingId;
    }

    /// <summary>A deletion of somebody who has left, in a year, against which a legal hold was placed meanwhile.</summary>
    public static async Task<(TestCommand Wish, Guid Case)> HeldAsync(TestSystem system, TestWorkspace workspace)
    {
        await system.CompleteAsync(new Departure(workspace));
        TestCommand wish = Of(workspace);
        Guid id = await ScheduleAsync(system, wish);
        await system.AskAsync(Hold(workspace));
        return (wish, id);
    }

    /// <summary>Lets its day come, on which it is refused.</summary>
    /// <returns>What subscribers receive, and the id of the refusal, which can be replayed.</returns>
    public static async Task<(ReceivedEvent Refused, Guid Stored)> RefusedAsync(TestSystem system, TestCommand wish, Guid caseId)
    {
        await LetTheDayComeAsync(system, caseId);
        return (
            await system.Events.OneAsync("offboarding.refused", e => e.RequestId == wish.RequestId),
            await system.Database.ReadAsync<Guid>("SELECT id FROM dashboard.refusals WHERE request_id = @request", ("request", wish.RequestId)));
    }

    /// <summary>Sends a deletion and another command about the same person at once, several times: one of them is refused, and the person is what the other one says.</summary>
    /// <param name="system">The system.</param>
    /// <param name="other">Makes the other command.</param>
    /// <param name="status">What the person is where the deletion is refused.</param>
    public static async Task RacesWithAsync(TestSystem system, Func<TestWorkspace, TestCommand> other, string status)
    {
        for (int i = 0; i < 8; i++)
        {
            TestWorkspace workspace = await system.WorkspaceAsync();
            await system.CompleteAsync(new Departure(workspace));
            TestCommand[] commands = i % 2 == 0 ? [Of(workspace), other(workspace)] : [other(workspace), Of(workspace)];

            ReceivedEvent[] answers = await Task.WhenAll(commands.Select(system.AskAsync));

            answers.Count(a => a.Name == "offboarding.refused").ShouldBe(1);
            bool deleted = answers.Any(a => a.Name == "offboarding.deletion-started");
            (await system.UserStatusAsync(workspace.Leaver)).ShouldBe(deleted ? "deleted" : status);
        }
    }

    /// <summary>Lets the day of a case come.</summary>
    public static Task LetTheDayComeAsync(TestSystem system, Guid caseId) => system.Database.ExecuteAsync(
        "UPDATE offboarding.cases SET due_at = now(), nudged_at = now() - interval '1 d' WHERE id = @case", ("case", caseId));
}
