namespace Offboarding.Integration.Tests.Departures;

/// <summary>At least once is what brokers promise: the same request may come twice, twenty times, at once, or a year later.</summary>
public sealed class SameRequestTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task A_repeat_with_a_mistake_in_a_field_takes_the_place_neither_of_the_decision_nor_of_the_message_that_may_be_replayed()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Departure departure = new(workspace) { User = workspace.Owner };
        ReceivedEvent decided = await system.RefuseAsync(departure);
        decided.Text("code").ShouldBe("account-owner");

        System.Text.Json.Nodes.JsonObject mistaken = departure.ToJson();
        mistaken["noSuchField"] = 1;
        await system.Hr.SendAsync(HrSystem.Deactivate, mistaken);
        ReceivedEvent mistake = await system.Events.OneAsync("offboarding.refused", e => e.Text("code") == "invalid-request");
        mistake.EventId.ShouldNotBe(decided.EventId);
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(code || ' ' || asker_was_permitted || ' ' || (body = convert_to(@body, 'UTF8')), ', ' ORDER BY code) FROM offboarding.refusals WHERE request_id = @request",
            ("request", departure.RequestId), ("body", departure.ToJson().ToJsonString()))).ShouldBe("account-owner true true, invalid-request false false");

        await system.Hr.SendAsync(departure);
        await system.Events.AtLeastAsync(3, "offboarding.refused");
        system.Events.Of("offboarding.refused").Count(e => e.EventId == decided.EventId).ShouldBe(2, "the same answer again");
    }

    [Fact]
    public async Task Twenty_copies_of_a_request_at_once_make_one_case_and_one_set_of_event_ids()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        Departure departure = new Departure(workspace) { LowerSeatLimit = true }.Handing("round-robin", [.. workspace.Agents]);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => system.Hr.SendAsync(departure)));
        await system.Events.AtLeastAsync(20, "offboarding.started");
        await system.Events.OneAsync("offboarding.completed");

        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(1);
        system.Events.All.GroupBy(e => e.Name)
            .ShouldAllBe(g => g.Key == "offboarding.step-completed" || g.Select(e => e.EventId).Distinct().Count() == 1);
        system.Events.Of("offboarding.started").Select(e => e.Message.ToJsonString()).Distinct().ShouldHaveSingleItem();
        (await system.Database.ReadAsync<int>("SELECT seat_limit FROM workspace.workspaces WHERE id = @id", ("id", workspace.Id))).ShouldBe(9);
        (await system.Database.ReadAsync<string>(
            "SELECT count(*) || ' ' || count(DISTINCT item) FROM offboarding.handover, unnest(item_ids) item")).ShouldBe("30 30");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'started'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_is_repeated_after_the_end_gets_its_answers_again_word_for_word()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());
        await system.CompleteAsync(departure);

        await system.Hr.SendAsync(departure);

        IReadOnlyList<ReceivedEvent> started = await system.Events.AtLeastAsync(2, "offboarding.started");
        IReadOnlyList<ReceivedEvent> completed = await system.Events.AtLeastAsync(2, "offboarding.completed");
        started[1].Message.ToJsonString().ShouldBe(started[0].Message.ToJsonString());
        completed[1].Message.ToJsonString().ShouldBe(completed[0].Message.ToJsonString());
        (await system.Events.AtLeastAsync(1, "offboarding.seat-released")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_request_id_that_was_used_for_one_person_is_refused_for_another()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Departure departure = new(workspace);
        await system.CompleteAsync(departure);

        ReceivedEvent refused = await system.RefuseAsync(departure with { User = workspace.Agents[0] });

        refused.Text("code").ShouldBe("conflicting-request");
        refused.Text("message").ShouldContain(workspace.Leaver.ToString());
        (await system.Database.ReadAsync<string>("SELECT status FROM workspace.users WHERE id = @id", ("id", workspace.Agents[0]))).ShouldBe("active");
    }

    [Fact]
    public async Task A_request_id_that_comes_again_with_another_wish_for_the_same_person_is_refused_and_the_first_answer_stays()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        System.Text.Json.Nodes.JsonObject later = new Departure(workspace).ToJson();
        (later["lastDate"], later["timeZone"]) = ($"{DateTimeOffset.UtcNow.AddDays(10):yyyy-MM-dd}", "Europe/Berlin");
        await system.Hr.SendAsync(HrSystem.Deactivate, later);
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");

        // Dismissed today: to answer with the date of before would be taken for a yes.
        System.Text.Json.Nodes.JsonObject now = later.DeepClone().AsObject();
        now.Remove("lastDate");
        now.Remove("timeZone");
        await system.Hr.SendAsync(HrSystem.Deactivate, now);
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        (refused.Text("code"), refused.RequestId).ShouldBe(("conflicting-request", scheduled.RequestId));
        refused.Text("message").ShouldContain("already used with different content");

        await system.Hr.SendAsync(HrSystem.Deactivate, later);
        (await system.Events.AtLeastAsync(2, "offboarding.scheduled"))[1].Message.ToJsonString().ShouldBe(scheduled.Message.ToJsonString());
    }

    [Fact]
    public async Task After_a_refusal_another_wish_needs_another_id_and_the_first_one_can_still_be_replayed()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner().WithoutAccountOwner());
        Departure departure = new(workspace) { User = workspace.Owner };
        ReceivedEvent decided = await system.RefuseAsync(departure);
        decided.Text("code").ShouldBe("only-owner");

        await system.Hr.SendAsync(departure.Handing("one-colleague", workspace.Agents[0]));
        await system.Events.OneAsync("offboarding.refused", e => e.Text("code") == "conflicting-request");
        await system.Hr.SendAsync(departure);
        await Eventually.TrueAsync(() => system.Events.Of("offboarding.refused", e => e.EventId == decided.EventId).Count == 2, "the first answer again");

        await system.GiveRoleAsync(workspace, workspace.Agents[1], "owner");
        await system.Hr.ReplayAsync(decided.EventId);
        (await system.Events.OneAsync("offboarding.completed")).RequestId.ShouldBe(departure.RequestId);
    }

    [Fact]
    public async Task Of_many_requests_for_one_person_at_once_one_opens_a_case_and_the_others_are_refused_and_name_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 20));

        // The first case cannot end before the others are answered: somebody holds one of the conversations.
        await using Blocker blocker = await Blocker.HoldAsync(
            system.Database, "SELECT 1 FROM workspace.conversations WHERE id = 1 FOR UPDATE");
        Departure[] departures = [.. Enumerable.Range(0, 10).Select(_ => new Departure(workspace) { RequestId = Guid.NewGuid() }
            .Handing("one-colleague", workspace.Agents[0]))];
        await Task.WhenAll(departures.Select(system.Hr.SendAsync));
        IReadOnlyList<ReceivedEvent> refused = await system.Events.AtLeastAsync(9, "offboarding.refused");
        await blocker.ReleaseAsync();
        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");

        refused.ShouldAllBe(r => r.Text("code") == "conflicting-request" && r.Text("message").Contains(completed.OffboardingId.ToString()));
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(1);
    }
}
