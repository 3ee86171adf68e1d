using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Departures;

/// <summary>The whole way, from an HR system's message to the last event.</summary>
public sealed class DepartureTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task Plain_JSON_from_a_foreign_program_takes_a_person_out()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAccess(openSessions: 5, validTokens: 2)
            .WithConversations(open: 7, snoozed: 3, callbacks: 2, followUps: 1, closed: 4));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);

        Guid id = await system.CompleteAsync(departure);

        (await system.StateAsync(id)).ShouldBe("completed");
        await ShouldBeOutAsync(system, workspace);
        await ShouldHaveSaidAsync(system, departure, id);
    }

    [Fact]
    public async Task An_envelope_of_MassTransit_does_the_same()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAccess(openSessions: 5, validTokens: 2)
            .WithConversations(open: 7, snoozed: 3, callbacks: 2, followUps: 1, closed: 4));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);

        await system.Hr.SendInEnvelopeAsync(HrSystem.Deactivate, "urn:message:Offboarding.Contracts:DeactivateUserRequested", departure.ToJson());

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");
        await ShouldBeOutAsync(system, workspace);
        await ShouldHaveSaidAsync(system, departure, completed.OffboardingId);
    }

    [Fact]
    public async Task One_worker_alone_does_it_without_a_broker()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 10).SaveAsync(database);
        await using WorkerHost worker = await WorkerHost.StartAsync(database, broker: null);
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());

        // The dashboard's road: a row in the outbox is a message.
        await database.ExecuteAsync(
            "INSERT INTO offboarding.outbox (exchange, body) VALUES ('offboarding.deactivate-user', convert_to(@json, 'UTF8'))",
            ("json", departure.ToJson().ToJsonString()));

        await Eventually.ValueAsync(
            () => database.ReadAsync<string>("SELECT coalesce(max(state), 'none') FROM offboarding.cases"), s => s == "completed", "the case to be completed");
        (await database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id IS NULL")).ShouldBe(10);
    }

    [Fact]
    public async Task D5_somebody_who_is_inactive_already_is_run_again_and_what_was_left_is_swept_up()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 12));
        Guid first = await system.CompleteAsync(new Departure(workspace));
        var closedAt = await system.Database.ReadAsync<DateTime>(
            "SELECT sign_in_closed_at FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver));

        Guid second = await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));

        second.ShouldNotBe(first);
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[0]))).ShouldBe(12);
        (await system.Database.ReadAsync<DateTime>("SELECT sign_in_closed_at FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver)))
            .ShouldBe(closedAt, "sign-in was closed once");
        (await system.Events.AtLeastAsync(1, "offboarding.seat-released")).Count.ShouldBe(1, "the seat was freed once");
    }

    [Fact]
    public async Task B4_B5_the_person_stays_in_the_list_with_name_and_id()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        string before = await PersonAsync(system, workspace);

        await system.CompleteAsync(new Departure(workspace));

        (await PersonAsync(system, workspace)).ShouldBe(before);
        (await system.Database.ReadAsync<string>("SELECT status FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver))).ShouldBe("inactive");
    }

    private static Task<string> PersonAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<string>(
        """
        SELECT concat_ws(' ', u.id, u.name, u.email, u.kind, u.password_hash, u.created_at,
                         (SELECT string_agg(role, ',' ORDER BY role) FROM workspace.user_roles r WHERE r.user_id = u.id),
                         (SELECT string_agg(team_id::text, ',' ORDER BY team_id) FROM workspace.team_members t WHERE t.user_id = u.id))
        FROM workspace.users u WHERE u.id = @leaver
        """,
        ("leaver", workspace.Leaver));

    private static async Task ShouldBeOutAsync(TestSystem system, TestWorkspace workspace)
    {
        TestDatabase database = system.Database;
        (await database.ReadAsync<string>(
            "SELECT status || ' ' || (sign_in_closed_at IS NOT NULL) FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver))).ShouldBe("inactive true");
        (await database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions WHERE ended_at IS NULL")).ShouldBe(0);
        (await database.ReadAsync<long>("SELECT count(*) FROM workspace.api_tokens WHERE revoked_at IS NULL")).ShouldBe(0);
        (await database.ReadAsync<string>(
            "SELECT string_agg(DISTINCT status, ' ') || ' ' || count(*) FROM workspace.conversations WHERE assignee_id = @leaver",
            ("leaver", workspace.Leaver))).ShouldBe("closed 4");
    }

    [Fact]
    public async Task A8_D1_whatever_the_reason_the_person_goes_and_the_reason_is_in_case_audit_trail_and_what_the_report_reads()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid[] people = [workspace.Leaver, .. workspace.Agents];
        string[] reasons = ["long-leave", "contract-ended", "restructure", "no-longer-needs-access"];
        foreach ((Guid person, string reason) in people.Zip(reasons))
        {
            var departure = new Departure(workspace) { User = person };
            JsonObject json = departure.ToJson();
            json["reason"] = reason;
            await system.Hr.SendAsync(HrSystem.Deactivate, json);
            Guid id = (await system.Events.OneAsync("offboarding.completed", e => e.RequestId == departure.RequestId)).OffboardingId;

            (await system.UserStatusAsync(person)).ShouldBe("inactive");
            (await system.Database.ReadAsync<string>(
                """
                SELECT concat_ws(' ', c.reason, (SELECT a.details ->> 'reason' FROM dashboard.audit a WHERE a.case_id = c.id AND a.action = 'started'),
                                 (SELECT s.reason FROM dashboard.seat_changes s WHERE s.user_id = c.user_id))
                FROM dashboard.cases c WHERE c.id = @case
                """,
                ("case", id))).ShouldBe($"{reason} {reason} {reason}");
        }
    }

    private static async Task ShouldHaveSaidAsync(TestSystem system, Departure departure, Guid id)
    {
        foreach (string name in new[] { "started", "sessions-revoked", "work-reassigned", "seat-released", "completed" })
        {
            ReceivedEvent heard = await system.Events.OneAsync($"offboarding.{name}");
            heard.OffboardingId.ShouldBe(id);
            heard.RequestId.ShouldBe(departure.RequestId);
            heard["workspaceId"]!.GetValue<Guid>().ShouldBe(departure.Workspace.Id);
            heard["userId"]!.GetValue<Guid>().ShouldBe(departure.User);
            heard.MessageId.ShouldBe(heard.EventId);
            heard.EventId.Version.ShouldBe(5);
        }

        (await system.Events.AtLeastAsync(3, "offboarding.step-completed")).Select(e => e.Text("step"))
            .ShouldBe(["sign-out-sessions", "reassign-conversations", "update-seats"], ignoreOrder: true);
        ReceivedEvent sessions = (await system.Events.AtLeastAsync(1, "offboarding.sessions-revoked")).Single();
        (sessions.Number("sessions"), sessions.Number("apiTokens")).ShouldBe((5, 2));
        ReceivedEvent reassigned = (await system.Events.AtLeastAsync(1, "offboarding.work-reassigned")).Single();
        (reassigned.Text("kind"), reassigned.Number("moved"), reassigned.Number("kept")).ShouldBe(("conversations", 13, 0));
        reassigned["shares"]!.AsArray().Sum(s => s!["items"]!.GetValue<long>()).ShouldBe(13);
        JsonArray steps = (await system.Events.AtLeastAsync(1, "offboarding.completed")).Single()["steps"]!.AsArray();
        steps.ToDictionary(s => s!["step"]!.GetValue<string>(), s => s!["done"]!.GetValue<long>()).ShouldBe(
            new Dictionary<string, long> { ["sign-out-sessions"] = 7, ["reassign-conversations"] = 13, ["update-seats"] = 1 }, ignoreOrder: true);
        system.Events.Of("offboarding.refused").ShouldBeEmpty();
    }
}
