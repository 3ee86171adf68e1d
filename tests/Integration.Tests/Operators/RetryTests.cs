using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Operators;

/// <summary>A retry of what is not failed is declined in the audit, and never recorded as a success.</summary>
public sealed class RetryTests(Servers servers)
{
    [Fact]
    public async Task A_step_that_is_done_or_unknown_is_left_alone_and_the_audit_says_so()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 3));
        Guid id = await stage.CompleteAsync(new Departure(workspace).Handing("unassigned", Array.Empty<Guid>()));

        Guid done = await stage.Hr.RetryAsync(id, "reassign-conversations");
        Guid unknown = await stage.Hr.RetryAsync(id, "revoke-licences");

        foreach (Guid request in new[] { done, unknown })
        {
            await Eventually.ValueAsync(
                () => stage.Database.ReadAsync<string>(
                    "SELECT coalesce(max(concat_ws(' ', actor, action)), '') FROM offboarding.audit WHERE operation_id = @id", ("id", request)),
                a => a == "ops.anna step-retry-declined", "the audit to say that it was declined");
        }

        (await stage.StateAsync(id)).ShouldBe("completed");
        (await stage.StepAsync(id, "reassign-conversations")).ShouldBe("done");
        (await stage.Events.AtLeastAsync(1, "offboarding.completed")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Ten_operators_who_press_the_button_at_once_retry_once()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        await Trouble.MakeAsync(stage.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        await stage.StepBecomesAsync(id, "reassign-conversations", "failed");
        await Trouble.EndAsync(stage.Database);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => stage.Hr.RetryAsync(id, "reassign-conversations")));
        await stage.BecomesAsync(id, "completed");

        await Eventually.ValueAsync(
            () => stage.Database.ReadAsync<string>(
                "SELECT count(*) FILTER (WHERE action = 'step-retried') || ' ' || count(*) FILTER (WHERE action = 'step-retry-declined') FROM offboarding.audit"),
            counts => counts == "1 9", "one retry and nine declined");
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_retry_for_a_case_that_is_not_there_is_refused()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        Guid request = await stage.Hr.RetryAsync(Guid.NewGuid(), "reassign-conversations");
        Heard refused = await stage.Events.OneAsync("offboarding.refused");
        (refused.RequestId, refused.Text("messageName"), refused.Text("code")).ShouldBe((request, HrSystem.Retry, "invalid-request"));
    }

    [Fact]
    public async Task The_dashboards_button_takes_the_same_road()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 3));
        await Trouble.MakeAsync(stage.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        await stage.StepBecomesAsync(id, "reassign-conversations", "failed");
        await Trouble.EndAsync(stage.Database);

        Guid operation = await DashboardLogin.SendCommandAsync(
            stage.Database, HrSystem.Retry, new JsonObject { ["offboardingId"] = id, ["step"] = "reassign-conversations" }, "ops.bert", "space again");

        await stage.BecomesAsync(id, "completed");
        (await stage.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', actor, action, details ->> 'comment'), ', ' ORDER BY id) FROM offboarding.audit WHERE operation_id = @id",
            ("id", operation)))
            .ShouldBe("ops.bert command-sent space again, ops.bert step-retried space again");
    }
}
