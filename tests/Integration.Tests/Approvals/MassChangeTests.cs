using System.Text.Json.Nodes;
using Offboarding.Contracts;
using Offboarding.Worker.Approvals;

namespace Offboarding.Integration.Tests.Approvals;

/// <summary>F9: more people than the workspace allows in one period wait for a second person.</summary>
public sealed class MassChangeTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Held = "offboarding.held";

    [Fact]
    public async Task F9_of_a_hundred_requests_at_once_exactly_those_pass_that_may_and_the_others_wait()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 7}""", agents: 100);

        await Task.WhenAll(workspace.Agents.Select(agent => system.Hr.SendAsync(new Departure(workspace) { User = agent })));

        await CountsBecomeAsync(system, "completed 7, held-for-approval 93");
        IReadOnlyList<ReceivedEvent> held = await system.Events.AtLeastAsync(93, Held);
        held.Select(h => h.Text("approvalId")).Distinct().ShouldHaveSingleItem("one asker, one decision");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.users WHERE status = 'inactive'")).ShouldBe(7);
        (await system.Database.ReadAsync<string>("SELECT concat_ws(' ', status, people, people_limit, counted) FROM dashboard.approvals")).ShouldBe("open 93 7 8");
    }

    [Fact]
    public async Task F9_what_a_second_person_approves_begins_and_the_checks_are_made_again()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 1}""", agents: 4);
        await system.CompleteAsync(new Departure(workspace));
        ReceivedEvent first = await HoldAsync(system, new Departure(workspace) { User = workspace.Agents[0] });
        ReceivedEvent later = await HoldAsync(system, new Departure(workspace) { User = workspace.Agents[1], LastDay = $"{DateTimeOffset.UtcNow.AddDays(9):O}" });
        ReceivedEvent gone = await HoldAsync(system, new Departure(workspace) { User = workspace.Agents[2] });
        (await system.RefuseAsync(new Departure(workspace) { User = workspace.Agents[0] })).Text("code").ShouldBe("held-for-approval");
        await system.Database.ExecuteAsync("UPDATE workspace.users SET status = 'deleted', sign_in_closed_at = now() WHERE id = @user", ("user", workspace.Agents[2]));

        TestCommand approve = Decide("approve", workspace, first).With("people", 3);
        (await system.RefusalAsync(approve.Anew() with { RequestedBy = workspace.Admin })).ShouldBe("not-permitted");
        (await system.RefusalAsync(approve.Anew() with { RequestedBy = workspace.Agents[3] })).ShouldBe("not-permitted");
        (await system.RefusalAsync(approve.Anew().With("people", 2) with { RequestedBy = workspace.Owner })).ShouldBe("conflicting-request");
        (await system.AskAsync(approve with { RequestedBy = workspace.Owner })).Text("decision").ShouldBe("approved");

        await system.Events.OneAsync("offboarding.completed", e => e.OffboardingId == first.OffboardingId);
        await system.Events.OneAsync("offboarding.scheduled", e => e.OffboardingId == later.OffboardingId);
        (await system.Events.OneAsync("offboarding.refused", e => e.RequestId == gone.RequestId)).Text("code").ShouldBe("unknown-user");
        (await system.UserStatusAsync(workspace.Agents[0])).ShouldBe("inactive");
        (await system.Database.ReadAsync<string>(
            "SELECT actor FROM dashboard.audit WHERE case_id = @case AND action = 'approved'", ("case", first.OffboardingId))).ShouldBe(workspace.Owner.ToString());

        // A second person has looked at them: they do not count any more, the first one does.
        await HoldAsync(system, new Departure(workspace) { User = workspace.Agents[3] });
    }

    [Fact]
    public async Task F9_what_is_rejected_is_cancelled_with_the_reason_and_the_same_request_gets_the_same_answer()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 0}""", agents: 2);
        var departure = new Departure(workspace);
        ReceivedEvent held = await HoldAsync(system, departure);
        await system.Hr.SendAsync(departure);
        (await system.Events.AtLeastAsync(2, Held))[1].Message.ToJsonString().ShouldBe(held.Message.ToJsonString());

        // As the dashboard sends it, by an operator.
        Guid operation = await DashboardLogin.SendCommandAsync(
            system.Database, "offboarding.reject-mass-change",
            new JsonObject { ["workspaceId"] = workspace.Id, ["approvalId"] = held.Text("approvalId") }, "ops.anna", "a wrong export");

        ReceivedEvent cancelled = await system.Events.OneAsync("offboarding.cancelled", e => e.OffboardingId == held.OffboardingId);
        cancelled["commandId"]!.GetValue<Guid>().ShouldBe(operation);
        (await system.Events.OneAsync("offboarding.mass-change-decided")).Text("decision").ShouldBe("rejected");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
        (await system.Database.ReadAsync<string>(
            "SELECT actor || ': ' || (details ->> 'comment') FROM dashboard.audit WHERE case_id = @case AND action = 'rejected'", ("case", held.OffboardingId)))
            .ShouldBe("ops.anna: a wrong export");
        (await system.RefusalAsync(Decide("approve", workspace, held).With("people", 1) with { RequestedBy = workspace.Owner })).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task F9_a_decision_that_nobody_took_in_the_dashboard_is_refused_also_with_the_id_of_one_that_was()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Approvals:OverTheBroker", "false"));
        TestWorkspace other = await system.WorkspaceAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 0}""", agents: 1);
        ReceivedEvent decided = await HoldAsync(system, new Departure(workspace));
        ReceivedEvent held = await HoldAsync(system, new Departure(other));
        TestCommand forged = Decide("approve", other, held).With("people", 1) with { Operator = "ops.ben" };
        (await system.RefusalAsync(forged)).ShouldBe("not-permitted");

        Guid operation = await DashboardLogin.SendCommandAsync(
            system.Database, "offboarding.approve-mass-change",
            new JsonObject { ["workspaceId"] = workspace.Id, ["approvalId"] = decided.Text("approvalId"), ["people"] = 1 }, "ops.ben", "agreed on the phone");

        (await system.Events.OneAsync("offboarding.mass-change-decided")).Text("decision").ShouldBe("approved");
        (await system.RefusalAsync(forged with { RequestId = operation })).ShouldBe("not-permitted");
        (await system.StateAsync(held.OffboardingId)).ShouldBe("held-for-approval");
    }

    [Fact]
    public async Task F9_an_operator_who_is_the_one_who_asked_cannot_approve_by_another_name()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 0}""", agents: 1);
        ReceivedEvent held = await HoldAsync(system, new Departure(workspace));
        string email = await system.Database.ReadAsync<string>("SELECT email FROM workspace.users WHERE id = @admin", ("admin", workspace.Admin));
        (await system.RefusalAsync(Decide("approve", workspace, held).With("people", 1) with { Operator = email.ToUpperInvariant() })).ShouldBe("not-permitted");
        (await system.StateAsync(held.OffboardingId)).ShouldBe("held-for-approval");
    }

    [Theory]
    [InlineData("email", "")]
    [InlineData("name", "")]
    [InlineData("name", " (oidc:0123456789abcdef)")]
    public async Task F9_an_operator_who_would_leave_by_it_cannot_decide_about_it_and_another_one_can(string named, string provider)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 0}""", agents: 2);
        ReceivedEvent held = await HoldAsync(system, new Departure(workspace));
        await HoldAsync(system, new Departure(workspace) { User = workspace.Agents[0] });
        string me = await system.Database.ReadAsync<string>($"SELECT upper({named}) FROM workspace.users WHERE id = @agent", ("agent", workspace.Agents[0])) + provider;

        (await system.RefusalAsync(Decide("approve", workspace, held).With("people", 2) with { Operator = me })).ShouldBe("not-permitted");
        (await system.RefusalAsync(Decide("reject", workspace, held) with { Operator = me })).ShouldBe("not-permitted");
        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', dashboard.leaves_by(id, @me), dashboard.leaves_by(id, 'ops.ben'), dashboard.leaves_by(gen_random_uuid(), @me)) FROM dashboard.approvals", ("me", me))).ShouldBe("t f f");
        (await system.AskAsync(Decide("approve", workspace, held).With("people", 2) with { Operator = "ops.ben" })).Text("decision").ShouldBe("approved");
    }

    [Fact]
    public async Task F9_an_operator_who_asked_in_the_name_of_an_admin_cannot_approve_and_another_one_can()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 0}""", agents: 1);
        JsonObject departure = new Departure(workspace).ToJson();
        departure.Remove("requestId");
        await DashboardLogin.SendCommandAsync(system.Database, HrSystem.Deactivate, departure, "ops.anna", "on the phone");
        ReceivedEvent held = await system.Events.OneAsync(Held);

        await OnlyAnotherOperatorApprovesAsync(system, workspace, held);
    }

    [Fact]
    public async Task F9_an_operator_who_edited_a_stored_request_cannot_approve_it_and_another_one_can()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 0}""", agents: 1);
        ReceivedEvent refused = await system.RefuseAsync(new Departure(workspace) { RequestedBy = workspace.Agents[0] });
        await system.Hr.SendAsync(HrSystem.Replay, new JsonObject
        {
            ["requestId"] = Guid.NewGuid(),
            ["messageId"] = refused.EventId,
            ["requestedBy"] = "ops.anna",
            ["editedBody"] = new Departure(workspace).ToJson().ToJsonString(),
            ["reason"] = "the wrong person asked",
        });
        ReceivedEvent held = await system.Events.OneAsync(Held);

        (await system.Database.ReadAsync<string>("SELECT string_agg(actor, ' ') FROM dashboard.approval_senders")).ShouldBe("ops.anna");
        await OnlyAnotherOperatorApprovesAsync(system, workspace, held);
    }

    [Fact]
    public async Task F9_of_two_decisions_at_once_one_counts()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 0}""", agents: 20);
        ReceivedEvent[] held = [.. await Task.WhenAll(workspace.Agents.Select(agent => HoldAsync(system, new Departure(workspace) { User = agent })))];
        TestCommand[] wishes =
        [
            Decide("approve", workspace, held[0]).With("people", 20) with { RequestedBy = workspace.Owner },
            Decide("reject", workspace, held[0]) with { RequestedBy = workspace.SecondOwner!.Value },
            Decide("approve", workspace, held[0]).With("people", 20) with { Operator = "ops.anna" },
        ];

        ReceivedEvent[] answers = await Task.WhenAll(wishes.Select(system.AskAsync));

        string decision = answers.Where(a => a.Name == "offboarding.mass-change-decided").ShouldHaveSingleItem().Text("decision");
        answers.Where(a => a.Name == "offboarding.refused").Select(a => a.Text("code")).ShouldBe(["conflicting-request", "conflicting-request"]);
        string end = decision == "approved" ? "completed 20" : "cancelled 20";
        await CountsBecomeAsync(system, end);
    }

    [Fact]
    public async Task F9_what_nobody_decides_about_in_time_is_cancelled()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePercent": 20}""", agents: 3);
        await system.CompleteAsync(new Departure(workspace));
        ReceivedEvent held = await HoldAsync(system, new Departure(workspace) { User = workspace.Agents[0] });

        await system.Database.ExecuteAsync("UPDATE offboarding.approvals SET expires_at = now()");

        (await system.Events.OneAsync("offboarding.mass-change-decided")).Text("decision").ShouldBe("expired");
        await system.Events.OneAsync("offboarding.cancelled", e => e.OffboardingId == held.OffboardingId);
        (await system.UserStatusAsync(workspace.Agents[0])).ShouldBe("active");
    }

    [Fact]
    public async Task F9_nobody_joins_an_approval_whose_time_is_over_also_where_no_job_has_ended_it()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().WithAgents(3).SaveAsync(database);
        await database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"massChangePeople": 0}'""");
        Guid over = await HoldAsync();
        (await HoldAsync()).ShouldBe(over, "until then there is one for who asks");
        await database.ExecuteAsync("UPDATE offboarding.approvals SET expires_at = now()");

        Guid next = await HoldAsync();

        next.ShouldNotBe(over);
        (await database.ReadAsync<string>("SELECT string_agg(concat_ws(' ', id, status), ', ' ORDER BY opened_at) FROM offboarding.approvals")).ShouldBe($"{over} expired, {next} open");
        (await database.ReadAsync<string>("SELECT string_agg(convert_from(body, 'UTF8')::jsonb ->> 'approvalId', ' ') FROM offboarding.outbox WHERE exchange = 'offboarding.mass-change-decided'"))
            .ShouldBe(over.ToString());

        async Task<Guid> HoldAsync()
        {
            await using var connection = new Npgsql.NpgsqlConnection(database.Worker);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using Npgsql.NpgsqlTransaction transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            var request = new DeactivateUserRequested { RequestId = Guid.NewGuid(), WorkspaceId = workspace.Id, UserId = workspace.Leaver, RequestedBy = workspace.Admin, Reason = DeactivationReason.Restructure };
            Approval? approval = await MassChangeGuard.HoldAsync(connection, request, null, TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
            return approval!.Id;
        }
    }

    [Fact]
    public async Task F9_what_nobody_decides_about_in_time_is_cancelled_also_where_no_job_runs()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 0}""", agents: 1);
        ReceivedEvent held = await HoldAsync(system, new Departure(workspace));
        // Hangfire's queue gives nothing out any more.
        await system.Database.ExecuteAsync(
            "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER nothing BEFORE INSERT ON hangfire.jobqueue FOR EACH ROW EXECUTE FUNCTION nothing()");

        await system.Database.ExecuteAsync("UPDATE offboarding.approvals SET expires_at = now()");

        (await system.Events.OneAsync("offboarding.mass-change-decided")).Text("decision").ShouldBe("expired");
        await system.Events.OneAsync("offboarding.cancelled", e => e.OffboardingId == held.OffboardingId);
    }

    [Fact]
    public async Task F9_F6_a_list_that_is_rejected_while_it_is_read_is_cancelled_to_its_last_line_by_that_one_decision()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 5}""", agents: 60);
        // The last line comes in the second batch at the earliest, and no batch that reaches it can be written.
        await system.Database.ExecuteAsync(
            $"""
            CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not yet' USING ERRCODE = '40001'; END $$;
            CREATE TRIGGER trouble BEFORE INSERT ON offboarding.cases FOR EACH ROW WHEN (NEW.user_id = '{workspace.Agents[59]}') EXECUTE FUNCTION trouble()
            """);
        await system.Hr.SendAsync("offboarding.deactivate-users", new JsonObject
        {
            ["requestId"] = Guid.NewGuid(),
            ["workspaceId"] = workspace.Id,
            ["requestedBy"] = workspace.Admin,
            ["reason"] = "restructure",
            ["users"] = new JsonArray([.. workspace.Agents.Select(agent => (JsonNode)new JsonObject { ["userId"] = agent })]),
        });
        ReceivedEvent held = (await system.Events.AtLeastAsync(1, Held))[0];

        ReceivedEvent decided = await system.AskAsync(Decide("reject", workspace, held) with { RequestedBy = workspace.Owner });
        decided.Number("people").ShouldBeLessThan(60, "it was rejected while it was read");
        await system.Database.ExecuteAsync("DROP TRIGGER trouble ON offboarding.cases; DROP FUNCTION trouble()");

        await CountsBecomeAsync(system, "cancelled 60");
        (await system.Events.OneAsync("offboarding.list-answered")).Number("accepted").ShouldBe(60);
        (await system.Events.OneAsync("offboarding.list-completed")).Number("cancelled").ShouldBe(60);
        (await system.Events.AtLeastAsync(60, "offboarding.cancelled")).Select(c => c["commandId"]!.GetValue<Guid>()).Distinct().ShouldHaveSingleItem().ShouldBe(decided.RequestId!.Value);
        (await system.Database.ReadAsync<string>("SELECT string_agg(concat_ws(' ', status, people), ', ') FROM dashboard.approvals")).ShouldBe("rejected 60");
        (await system.Database.ReadAsync<string>("SELECT string_agg(DISTINCT actor, ', ') FROM dashboard.audit WHERE action = 'rejected'")).ShouldBe(workspace.Owner.ToString());
    }

    [Fact]
    public async Task F9_a_preview_says_that_the_request_would_wait_and_one_who_is_out_already_does_not()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 1}""", agents: 2);
        await system.CompleteAsync(new Departure(workspace));

        await system.Hr.SendAsync(new Departure(workspace) { User = workspace.Agents[0], DryRun = true });

        ReceivedEvent preview = await system.Events.OneAsync("offboarding.previewed");
        preview["warnings"]!.AsArray().Select(w => w!["code"]!.GetValue<string>()).ShouldContain("held-for-approval");
        await system.CompleteAsync(new Departure(workspace));
        system.Events.Of(Held).ShouldBeEmpty();
    }

    [Fact]
    public async Task F9_who_waits_can_be_called_off_by_whoever_asked()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WorkspaceAsync(system, """{"massChangePeople": 0}""", agents: 1);
        ReceivedEvent held = await HoldAsync(system, new Departure(workspace));

        await system.AskAsync(new TestCommand("offboarding.cancel-offboarding", workspace).With("offboardingId", held.OffboardingId));

        (await system.StateAsync(held.OffboardingId)).ShouldBe("cancelled");
        (await system.RefusalAsync(Decide("approve", workspace, held).With("people", 1) with { RequestedBy = workspace.Owner })).ShouldBe("conflicting-request");
    }

    [Theory]
    [InlineData("""{"massChangePeople": "25 "}""", "massChangePeople is \"25 \", and a whole number from 0 to 999999999 is expected")]
    [InlineData("""{"massChangePeople": -1}""", "massChangePeople is -1")]
    [InlineData("""{"massChangePeople": 2.5}""", "massChangePeople is 2.5")]
    [InlineData("""{"massChangePercent": "ten"}""", "massChangePercent is \"ten\"")]
    [InlineData("""{"massChangePercent": [10]}""", "massChangePercent is [10]")]
    [InlineData("""{"massChangeHours": 0}""", "massChangeHours is 0")]
    [InlineData("""{"massChangePeopel": 25}""", "massChangePeopel is 25, and there is no such policy")]
    [InlineData("""{"retentionDays": "30"}""", "retentionDays is \"30\"")]
    [InlineData("""{"removeCompletedTasks": "yes"}""", "removeCompletedTasks is \"yes\"")]
    [InlineData("""{"requireCompleteHandover": 1}""", "requireCompleteHandover is 1")]
    [InlineData("[]", "policies are a JSON object")]
    public async Task F9_the_database_takes_no_policy_that_would_not_be_understood_and_says_which_and_why(string policies, string problem)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database, TestContext.Current.CancellationToken);

        Npgsql.PostgresException refused = await Should.ThrowAsync<Npgsql.PostgresException>(() => database.ExecuteAsync("UPDATE workspace.workspaces SET policies = @policies::jsonb", ("policies", policies)));

        refused.SqlState.ShouldBe(Npgsql.PostgresErrorCodes.CheckViolation);
        refused.MessageText.ShouldContain(workspace.Id.ToString());
        refused.MessageText.ShouldContain(problem);
        await database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"massChangePeople": 25, "massChangePercent": "10", "massChangeHours": null, "theirOwn": "anything"}'""");
    }

    [Theory]
    [InlineData("""{"massChangePeople": "25 "}""")]
    [InlineData("""{"massChangePercent": "ten"}""")]
    [InlineData("""{"massChangePeople": 25, "massChangeHours": "a day"}""")]
    public async Task F9_a_guard_that_is_not_understood_holds_back_instead_of_letting_through(string policies)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await system.Database.ExecuteAsync("DROP TRIGGER policies_are_understood ON workspace.workspaces");
        TestWorkspace workspace = await WorkspaceAsync(system, policies, agents: 1);

        await HoldAsync(system, new Departure(workspace));
    }

    /// <summary>ops.anna asked, however they write their name.</summary>
    private static async Task OnlyAnotherOperatorApprovesAsync(TestSystem system, TestWorkspace workspace, ReceivedEvent held)
    {
        TestCommand approve = Decide("approve", workspace, held).With("people", 1);
        (await system.RefusalAsync(approve with { Operator = "Ops.Anna" })).ShouldBe("not-permitted");
        (await system.AskAsync(approve.Anew() with { Operator = "ops.ben" })).Text("decision").ShouldBe("approved");
        await system.BecomesAsync(held.OffboardingId, "completed");
    }

    private static async Task<TestWorkspace> WorkspaceAsync(TestSystem system, string policies, int agents)
    {
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAgents(agents).WithSeatLimit(agents + 20));
        await system.Database.ExecuteAsync("UPDATE workspace.workspaces SET policies = @policies::jsonb", ("policies", policies));
        return workspace;
    }

    private static async Task<ReceivedEvent> HoldAsync(TestSystem system, Departure departure)
    {
        await system.Hr.SendAsync(departure);
        return await system.Events.OneAsync(Held, e => e.RequestId == departure.RequestId);
    }

    private static TestCommand Decide(string what, TestWorkspace workspace, ReceivedEvent held) =>
        new TestCommand($"offboarding.{what}-mass-change", workspace).With("approvalId", held.Text("approvalId"));

    /// <summary>A hundred cases take their time on a machine that others use as well.</summary>
    private static async Task CountsBecomeAsync(TestSystem system, string counts) =>
        await Eventually.ValueAsync(() => CountsAsync(system), c => c == counts, $"the cases to be {counts}", TimeSpan.FromMinutes(3));

    private static Task<string> CountsAsync(TestSystem system) => system.Database.ReadAsync<string>(
        "SELECT string_agg(state || ' ' || cases, ', ' ORDER BY state) FROM (SELECT state, count(*) AS cases FROM offboarding.cases GROUP BY state) c");
}
