using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Operators;

/// <summary>A retry of what is not failed is declined in the audit, and never recorded as a success.</summary>
public sealed class RetryTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task A_step_that_is_done_or_unknown_is_left_alone_and_the_audit_says_so()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        Guid id = await system.CompleteAsync(new Departure(workspace).Handing("unassigned", Array.Empty<Guid>()));

        Guid done = await system.Hr.RetryAsync(id, "reassign-conversations");
        Guid unknown = await system.Hr.RetryAsync(id, "revoke-licences");

        foreach (Guid request in new[] { done, unknown })
        {
            await Eventually.ValueAsync(
                () => system.Database.ReadAsync<string>(
                    "SELECT coalesce(max(concat_ws(' ', actor, action)), '') FROM offboarding.audit WHERE operation_id = @id", ("id", request)),
                a => a == "ops.anna step-retry-declined", "the audit to say that it was declined");
        }

        (await system.StateAsync(id)).ShouldBe("completed");
        (await system.StepAsync(id, "reassign-conversations")).ShouldBe("done");
        (await system.Events.AtLeastAsync(1, "offboarding.completed")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Ten_operators_who_press_the_button_at_once_retry_once()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, "reassign-conversations", "failed");
        await FailingTable.EndAsync(system.Database);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => system.Hr.RetryAsync(id, "reassign-conversations")));
        await system.BecomesAsync(id, "completed");

        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<string>(
                "SELECT count(*) FILTER (WHERE action = 'step-retried') || ' ' || count(*) FILTER (WHERE action = 'step-retry-declined') FROM offboarding.audit"),
            counts => counts == "1 9", "one retry and nine declined");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_retry_for_a_case_that_is_not_there_is_refused()
    {
        await using TestSystem system = await shared.SetAsync();
        Guid request = await system.Hr.RetryAsync(Guid.NewGuid(), "reassign-conversations");
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        (refused.RequestId, refused.Text("messageName"), refused.Text("code")).ShouldBe((request, HrSystem.Retry, "invalid-request"));
    }

    [Fact]
    public async Task The_dashboards_button_takes_the_same_road()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());
        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, "reassign-conversations", "failed");
        await FailingTable.EndAsync(system.Database);

        Guid operation = await DashboardLogin.SendCommandAsync(
            system.Database, HrSystem.Retry, new JsonObject { ["offboardingId"] = id, ["step"] = "reassign-conversations" }, "ops.bert", "space again");

        await system.BecomesAsync(id, "completed");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', actor, action, details ->> 'comment'), ', ' ORDER BY id) FROM offboarding.audit WHERE operation_id = @id",
            ("id", operation)))
            .ShouldBe("ops.bert command-sent space again, ops.bert step-retried space again");
    }
}
