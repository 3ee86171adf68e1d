using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Intake;

/// <summary>What holds for every command on a workspace: asked again, answered again; one request id, one wish.</summary>
public sealed class SameAnswerTests(Servers servers)
{
    [Fact]
    public async Task Twenty_copies_of_a_command_are_done_once_and_answered_twenty_times_word_for_word()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Wish wish = Seats(workspace, 20);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stage.Hr.SendAsync(wish.Exchange, wish.ToJson())));
        IReadOnlyList<Heard> heard = await stage.Events.AtLeastAsync(20, "offboarding.seat-limit-changed");

        heard.Select(e => e.Message.ToJsonString()).Distinct().ShouldHaveSingleItem();
        heard.Select(e => e.MessageId).Distinct().ShouldBe([heard[0].EventId]);
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.seat_changes")).ShouldBe(1);
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'seat-limit-changed'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_command_is_refused_again_word_for_word_although_it_would_be_accepted_now()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Wish wish = Seats(workspace, 6);
        Heard first = await stage.AskAsync(wish);
        first.Text("code").ShouldBe("no-free-seat");
        await stage.CompleteAsync(new Departure(workspace));

        Heard second = await stage.AskAsync(wish);

        second.Message.ToJsonString().ShouldBe(first.Message.ToJsonString());
        (await LimitAsync(stage)).ShouldBe(10);
    }

    [Fact]
    public async Task A_refused_command_that_an_operator_replays_is_decided_anew_and_then_that_is_the_answer()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Wish wish = Seats(workspace, 6);
        Heard refused = await stage.AskAsync(wish);
        await stage.CompleteAsync(new Departure(workspace));

        await stage.Hr.ReplayAsync(refused.EventId);
        await stage.Events.OneAsync("offboarding.seat-limit-changed");

        (await LimitAsync(stage)).ShouldBe(6);
        (await stage.AskAsync(wish)).Name.ShouldBe("offboarding.seat-limit-changed");
    }

    [Fact]
    public async Task A_request_id_with_another_wish_is_refused_and_the_first_answer_stays()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Wish wish = Seats(workspace, 20);
        Heard first = await stage.AskAsync(wish);

        (await stage.RefusalAsync(wish.With("seatLimit", 30))).ShouldBe("conflicting-request");
        (await stage.RefusalAsync(wish with { RequestedBy = workspace.Owner })).ShouldBe("conflicting-request");
        (await stage.RefusalAsync(new Wish("offboarding.reactivate-user", workspace) { RequestId = wish.RequestId }.With("userId", workspace.Leaver)))
            .ShouldBe("conflicting-request");
        (await stage.RefuseAsync(new Departure(workspace) { RequestId = wish.RequestId })).Text("code").ShouldBe("conflicting-request");

        (await stage.AskAsync(wish)).Message.ToJsonString().ShouldBe(first.Message.ToJsonString());
        (await LimitAsync(stage)).ShouldBe(20);
    }

    [Fact]
    public async Task A_request_id_of_a_deactivation_cannot_be_used_for_another_command()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        var departure = new Departure(workspace);
        await stage.CompleteAsync(departure);
        var refused = new Departure(workspace) { User = workspace.Owner };
        await stage.RefuseAsync(refused);

        foreach (Guid used in new[] { departure.RequestId, refused.RequestId })
        {
            await stage.Hr.SendAsync("offboarding.change-seat-limit", (Seats(workspace, 20) with { RequestId = used }).ToJson());
            await stage.Events.OneAsync("offboarding.refused", e => e.RequestId == used && e.Text("messageName") == "offboarding.change-seat-limit");
        }

        (await LimitAsync(stage)).ShouldBe(10);
    }

    [Fact]
    public async Task A_mistake_in_a_field_is_no_decision_and_the_same_id_may_be_used_again()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Wish wish = Seats(workspace, 20);
        Heard wrong = await stage.AskAsync(wish.With("seatLimit", "twenty"));
        wrong["errors"]!.AsArray().Select(e => e!["path"]!.GetValue<string>()).ShouldBe(["seatLimit"]);

        (await stage.AskAsync(wish)).Name.ShouldBe("offboarding.seat-limit-changed");
    }

    [Fact]
    public async Task A_workspace_that_does_not_exist_is_refused()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        JsonObject json = Seats(workspace, 20).ToJson();
        json["workspaceId"] = Guid.NewGuid();

        await stage.Hr.SendAsync("offboarding.change-seat-limit", json);

        (await stage.Events.OneAsync("offboarding.refused")).Text("code").ShouldBe("unknown-workspace");
    }

    private static Wish Seats(TestWorkspace workspace, int limit) =>
        new Wish("offboarding.change-seat-limit", workspace).With("seatLimit", limit).With("reason", "a test");

    private static Task<int> LimitAsync(Stage stage) => stage.Database.ReadAsync<int>("SELECT seat_limit FROM workspace.workspaces");
}
