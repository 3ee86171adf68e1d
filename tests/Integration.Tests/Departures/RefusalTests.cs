namespace Offboarding.Integration.Tests.Departures;

/// <summary>Every "no": published, written down with the message it answers, and nothing else has changed.</summary>
public sealed class RefusalTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task Every_refusal_is_published_and_kept_with_the_message_it_answers()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithoutAccountOwner().WithOneOwner().WithConversations(open: 1));
        TestWorkspace elsewhere = await system.WorkspaceAsync();
        Guid inactiveAdmin = await PersonAsync(system, workspace, "inactive", "admin");
        Guid inactive = await PersonAsync(system, workspace, "inactive", "agent");
        Guid invited = await PersonAsync(system, workspace, "invited", "agent");
        Guid deleted = await PersonAsync(system, workspace, "deleted", "agent");
        var departure = new Departure(workspace);
        string before = await PictureAsync(system);

        (Departure Request, string Code)[] all =
        [
            (new Departure(workspace with { Id = Guid.NewGuid() }), "unknown-workspace"),
            (departure with { User = Guid.NewGuid() }, "unknown-user"),
            (departure with { User = elsewhere.Leaver }, "unknown-user"),
            (departure with { User = deleted }, "unknown-user"),
            (departure with { RequestedBy = workspace.Agents[0] }, "not-permitted"),
            (departure with { RequestedBy = inactiveAdmin }, "not-permitted"),
            (departure with { RequestedBy = elsewhere.Admin }, "not-permitted"),
            (departure with { RequestedBy = Guid.NewGuid() }, "not-permitted"),
            (departure with { User = workspace.Owner }, "only-owner"),
            (new Departure(elsewhere) { User = elsewhere.Owner }, "account-owner"),
            (departure.Handing("one-colleague", Guid.NewGuid()), "recipient-unknown"),
            (departure.Handing("round-robin", workspace.Agents[0], elsewhere.Agents[0]), "recipient-unknown"),
            (departure.Handing("one-colleague", deleted), "recipient-unknown"),
            (departure.Handing("one-colleague", inactive), "recipient-inactive"),
            (departure.Handing("one-colleague", invited), "recipient-inactive"),
            (departure.Handing("one-colleague", workspace.Leaver), "recipient-not-eligible"),
            (departure with { LastDay = "2020-01-31T18:00:00+01:00" }, "invalid-request"),
            (departure with { LastDay = "2099-01-31T18:00:00+01:00" }, "invalid-request"),
        ];
        for (int i = 0; i < all.Length; i++)
        {
            all[i].Request = all[i].Request with { RequestId = Guid.NewGuid() };
            await system.Hr.SendAsync(all[i].Request);
        }

        await system.Events.AtLeastAsync(all.Length, "offboarding.refused");
        foreach ((Departure request, string code) in all)
        {
            ReceivedEvent refused = system.Events.Of("offboarding.refused", e => e.RequestId == request.RequestId).ShouldHaveSingleItem();
            refused.Text("code").ShouldBe(code);
            refused.Text("messageName").ShouldBe(HrSystem.Deactivate);
            refused["userId"]!.GetValue<Guid>().ShouldBe(request.User);
            refused.Text("help").ShouldNotBeEmpty();
            refused.Text("message").ShouldContain(
                code == "unknown-workspace" ? request.Workspace.Id.ToString() : code.StartsWith("recipient", StringComparison.Ordinal) ? "" : request.User.ToString());
            (await system.Database.ReadAsync<string>(
                "SELECT concat_ws('|', code, message, help, workspace_id, user_id, convert_from(body, 'UTF8')) FROM offboarding.refusals WHERE id = @id",
                ("id", refused.EventId))).ShouldBe(string.Join('|',
                code, refused.Text("message"), refused.Text("help"), request.Workspace.Id, request.User, request.ToJson().ToJsonString()));
        }

        (await PictureAsync(system)).ShouldBe(before);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'refused'")).ShouldBe(all.Length);
    }

    [Fact]
    public async Task A_refusal_is_answered_again_in_the_same_words_and_with_the_same_event_id()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Departure departure = new Departure(workspace) { RequestedBy = workspace.Agents[0] };

        await system.Hr.SendAsync(departure);
        await system.Hr.SendAsync(departure);
        IReadOnlyList<ReceivedEvent> answers = await system.Events.AtLeastAsync(2, "offboarding.refused");

        answers[1].Message.ToJsonString().ShouldBe(answers[0].Message.ToJsonString());
        answers[1].MessageId.ShouldBe(answers[0].MessageId);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.refusals")).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_id_that_was_refused_for_one_person_is_not_an_answer_for_another()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Departure first = new Departure(workspace) { RequestedBy = workspace.Agents[0] };
        ReceivedEvent refused = await system.RefuseAsync(first);
        Departure second = first with { User = workspace.Agents[1] };

        await system.Hr.SendAsync(second);
        ReceivedEvent conflict = (await system.Events.AtLeastAsync(2, "offboarding.refused"))[1];

        conflict.Text("code").ShouldBe("conflicting-request");
        conflict["userId"]!.GetValue<Guid>().ShouldBe(second.User);
        conflict.EventId.ShouldNotBe(refused.EventId);

        // The first one still gets its own answer.
        await system.Hr.SendAsync(first);
        (await system.Events.AtLeastAsync(3, "offboarding.refused"))[2].Message.ToJsonString().ShouldBe(refused.Message.ToJsonString());
    }

    [Fact]
    public async Task A_mistake_in_a_field_may_be_corrected_under_the_same_request_id()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Departure departure = new Departure(workspace);

        (await system.RefuseAsync(departure.Handing("ratio", workspace.Agents[0]))).Text("code").ShouldBe("invalid-request");
        await system.CompleteAsync(departure.Handing("round-robin", workspace.Agents[0]));
    }

    /// <summary>Somebody as the application around us would have written them.</summary>
    private static async Task<Guid> PersonAsync(TestSystem system, TestWorkspace workspace, string status, string role)
    {
        var id = Guid.NewGuid();
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.users (workspace_id, id, name, email, status, sign_in_closed_at)
            VALUES (@workspace, @id, 'Somebody', @id || '@example.test', @status, CASE WHEN @status IN ('inactive', 'deleted') THEN now() END);
            INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES (@workspace, @id, @role)
            """,
            ("workspace", workspace.Id), ("id", id), ("status", status), ("role", role));
        return id;
    }

    private static Task<string> PictureAsync(TestSystem system) => system.Database.ReadAsync<string>(
        """
        SELECT (SELECT md5(string_agg(u::text, '|' ORDER BY id)) FROM workspace.users u)
            || (SELECT md5(string_agg(s::text, '|' ORDER BY id)) FROM workspace.sessions s)
            || (SELECT md5(string_agg(c::text, '|' ORDER BY workspace_id, id)) FROM workspace.conversations c)
        """);
}
