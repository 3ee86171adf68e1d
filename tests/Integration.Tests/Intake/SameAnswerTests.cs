using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Intake;

/// <summary>What holds for every command on a workspace: asked again, answered again; one request id, one wish.</summary>
public sealed class SameAnswerTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task Twenty_copies_of_a_command_are_done_once_and_answered_twenty_times_word_for_word()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        TestCommand wish = Seats(workspace, 20);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.Hr.SendAsync(wish.Exchange, wish.ToJson())));
        IReadOnlyList<ReceivedEvent> heard = await system.Events.AtLeastAsync(20, "offboarding.seat-limit-changed");

        heard.Select(e => e.Message.ToJsonString()).Distinct().ShouldHaveSingleItem();
        heard.Select(e => e.MessageId).Distinct().ShouldBe([heard[0].EventId]);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.seat_changes")).ShouldBe(1);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'seat-limit-changed'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_command_is_refused_again_word_for_word_although_it_would_be_accepted_now()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        TestCommand wish = Seats(workspace, 6);
        ReceivedEvent first = await system.AskAsync(wish);
        first.Text("code").ShouldBe("no-free-seat");
        await system.CompleteAsync(new Departure(workspace));

        ReceivedEvent second = await system.AskAsync(wish);

        second.Message.ToJsonString().ShouldBe(first.Message.ToJsonString());
        (await LimitAsync(system)).ShouldBe(10);
    }

    [Fact]
    public async Task A_refused_command_that_an_operator_replays_is_decided_anew_and_then_that_is_the_answer()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        TestCommand wish = Seats(workspace, 6);
        ReceivedEvent refused = await system.AskAsync(wish);
        await system.CompleteAsync(new Departure(workspace));

        await system.Hr.ReplayAsync(refused.EventId);
        await system.Events.OneAsync("offboarding.seat-limit-changed");

        (await LimitAsync(system)).ShouldBe(6);
        (await system.AskAsync(wish)).Name.ShouldBe("offboarding.seat-limit-changed");
    }

    [Fact]
    public async Task A_request_id_with_another_wish_is_refused_and_the_first_answer_stays()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        TestCommand wish = Seats(workspace, 20);
        ReceivedEvent first = await system.AskAsync(wish);

        (await system.RefusalAsync(wish.With("seatLimit", 30))).ShouldBe("conflicting-request");
        (await system.RefusalAsync(wish with { RequestedBy = workspace.Owner })).ShouldBe("conflicting-request");
        (await system.RefusalAsync(new TestCommand("offboarding.reactivate-user", workspace) { RequestId = wish.RequestId }.With("userId", workspace.Leaver)))
            .ShouldBe("conflicting-request");
        (await system.RefuseAsync(new Departure(workspace) { RequestId = wish.RequestId })).Text("code").ShouldBe("conflicting-request");

        (await system.AskAsync(wish)).Message.ToJsonString().ShouldBe(first.Message.ToJsonString());
        (await LimitAsync(system)).ShouldBe(20);
    }

    [Fact]
    public async Task A_request_id_of_a_deactivation_cannot_be_used_for_another_command()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        var departure = new Departure(workspace);
        await system.CompleteAsync(departure);
        var refused = new Departure(workspace) { User = workspace.Owner };
        await system.RefuseAsync(refused);

        foreach (Guid used in new[] { departure.RequestId, refused.RequestId })
        {
            await system.Hr.SendAsync("offboarding.change-seat-limit", (Seats(workspace, 20) with { RequestId = used }).ToJson());
            await system.Events.OneAsync("offboarding.refused", e => e.RequestId == used && e.Text("messageName") == "offboarding.change-seat-limit");
        }

        (await LimitAsync(system)).ShouldBe(10);
    }

    [Fact]
    public async Task A_mistake_in_a_field_is_no_decision_and_the_same_id_may_be_used_again()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        TestCommand wish = Seats(workspace, 20);
        ReceivedEvent wrong = await system.AskAsync(wish.With("seatLimit", "twenty"));
        wrong["errors"]!.AsArray().Select(e => e!["path"]!.GetValue<string>()).ShouldBe(["seatLimit"]);

        (await system.AskAsync(wish)).Name.ShouldBe("offboarding.seat-limit-changed");
    }

    [Fact]
    public async Task A_workspace_that_does_not_exist_is_refused()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject json = Seats(workspace, 20).ToJson();
        json["workspaceId"] = Guid.NewGuid();

        await system.Hr.SendAsync("offboarding.change-seat-limit", json);

        (await system.Events.OneAsync("offboarding.refused")).Text("code").ShouldBe("unknown-workspace");
    }

    private static TestCommand Seats(TestWorkspace workspace, int limit) =>
        new TestCommand("offboarding.change-seat-limit", workspace).With("seatLimit", limit).With("reason", "a test");

    private static Task<int> LimitAsync(TestSystem system) => system.Database.ReadAsync<int>("SELECT seat_limit FROM workspace.workspaces");
}
