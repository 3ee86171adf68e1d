using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Operators;

/// <summary>An operator leaves a step out, with a reason that is kept.</summary>
public sealed class SkipTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task A_step_that_failed_is_left_out_and_the_case_completes_without_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, "reassign-conversations", "failed");

        ReceivedEvent skipped = await system.AskAsync(Skip(workspace, id, "reassign-conversations"));

        (skipped.Name, skipped.Text("step"), skipped.Number("done")).ShouldBe(("offboarding.step-skipped", "reassign-conversations", 0));
        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");
        completed["steps"]!.AsArray().Single(s => s!["step"]!.GetValue<string>() == "reassign-conversations")!["skipped"]!.GetValue<bool>().ShouldBeTrue();
        (await system.Database.ReadAsync<string>("SELECT actor || ': ' || (details ->> 'reason') FROM dashboard.audit WHERE action = 'step-skipped'"))
            .ShouldBe("ops.anna: done by hand");
    }

    [Fact]
    public async Task A_step_in_the_middle_of_its_work_stops_after_its_batch_and_what_it_did_stays()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 200));
        await using Blocker held = await Blocker.HoldAsync(system.Database, "LOCK TABLE offboarding.handover IN EXCLUSIVE MODE");
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        Guid id = await system.OpenAsync(departure);
        await held.IsInTheWayAsync(system.Database);

        // The command waits for the batch, and the batch for the ledger.
        Task<ReceivedEvent> asked = system.AskAsync(Skip(workspace, id, "reassign-conversations"));
        await held.ReleaseAsync();
        ReceivedEvent answer = await asked;

        await system.BecomesAsync(id, "completed");
        string done = await system.Database.ReadAsync<string>(
            """
            SELECT s.status || ' ' || (s.done = (SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent))
            FROM offboarding.steps s WHERE s.case_id = @case AND s.name = 'reassign-conversations'
            """,
            ("agent", workspace.Agents[0]), ("case", id));
        done.ShouldBe(answer.Name == "offboarding.step-skipped" ? "skipped true" : "done true");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task Ending_sessions_is_not_left_out_and_a_reason_is_required()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await using Blocker session = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.sessions FOR UPDATE");
        var departure = new Departure(workspace);
        Guid id = await system.OpenAsync(departure);

        ReceivedEvent refused = await system.AskAsync(Skip(workspace, id, "update-seats").With("reason", null));
        refused.Text("code").ShouldBe("invalid-request");
        refused["errors"]!.AsArray().ShouldHaveSingleItem()!["path"]!.GetValue<string>().ShouldBe("reason");
        await session.ReleaseAsync();
        (await system.RefusalAsync(Skip(workspace, id, "sign-out-sessions"))).ShouldBe("conflicting-request");
        await system.BecomesAsync(id, "completed");
        (await system.RefusalAsync(Skip(workspace, id, "update-seats"))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task The_dashboard_may_skip_pause_and_resume()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid id = await system.CompleteAsync(new Departure(workspace));

        foreach (string name in new[] { "offboarding.skip-step", "offboarding.pause-offboarding", "offboarding.resume-offboarding" })
        {
            var payload = new JsonObject { ["workspaceId"] = workspace.Id, ["offboardingId"] = id };
            if (name == "offboarding.skip-step")
            {
                payload["step"] = "update-seats";
                payload["reason"] = "a test";
            }

            Guid operation = await DashboardLogin.SendCommandAsync(system.Database, name, payload, "ops.anna");
            ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused", e => e.RequestId == operation);
            (refused.Text("messageName"), refused.Text("code")).ShouldBe((name, "conflicting-request"));
        }
    }

    private static TestCommand Skip(TestWorkspace workspace, Guid id, string step) =>
        new TestCommand("offboarding.skip-step", workspace) { Operator = "ops.anna" }.With("offboardingId", id).With("step", step).With("reason", "done by hand");
}
