using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Offboarding.Worker.Operators;

namespace Offboarding.Integration.Tests.Operators;

/// <summary>Bulk acts: frozen by the dashboard's login, worked off by the worker through the same commands as single acts.</summary>
public sealed class OperationTests(Servers servers)
{
    [Fact]
    public async Task A_frozen_set_is_retried_once_each_and_the_operation_counts_what_succeeded_and_what_failed_again()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Operations:Every", "00:00:00.100"));
        List<(TestWorkspace Workspace, Guid Case)> failed = await FailAsync(system, 3);
        Guid operation = await FreezeAsync(system, "ops.anna");
        (TestWorkspace Workspace, Guid Case) late = (await FailAsync(system, 1, isTroubled: true))[0];
        await FailingTable.EndAsync(system.Database);
        await FailingTable.MakeAsync(system.Database, "the disk is full", when: $"NEW.workspace_id = '{failed[2].Workspace.Id}'");

        (await CallAsync(system, "start", operation, "ops.bert")).ShouldBeFalse("only who was shown the number can say yes to it");
        (await CallAsync(system, "start", operation, "ops.anna")).ShouldBeTrue();
        (await CallAsync(system, "start", operation, "ops.anna")).ShouldBeFalse("it is started already");

        await Eventually.ValueAsync(() => ReadAsync(system, operation), o => o == "done 3 3 2 1 0", "three asked and sent, two succeeded, one failed again");
        (await CallAsync(system, "stop", operation, "ops.bert")).ShouldBeFalse("it is over");
        (await system.StepAsync(late.Case, "reassign-conversations")).ShouldBe("failed", "what failed after the freezing is not in it");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(DISTINCT concat_ws(' ', action, actor, details ->> 'comment'), '|') || ' ' || count(*) FROM offboarding.audit WHERE action = 'step-retried'"))
            .ShouldBe($"step-retried ops.anna operation {operation}: the disk is bigger 3");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(actor || ' ' || action, ', ' ORDER BY id) FROM offboarding.audit WHERE operation_id = @operation", ("operation", operation)))
            .ShouldBe("ops.anna operation-started, offboarding operation-ended");
    }

    [Fact]
    public async Task A_stop_takes_effect_with_the_next_batch_and_what_somebody_else_dealt_with_is_left_alone()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Operations:Every", "00:01:00"), ("Operations:BatchSize", "2"));
        await FailAsync(system, 4);
        Guid operation = await FreezeAsync(system, "ops.anna");
        await system.Database.ExecuteAsync(
            """
            UPDATE offboarding.steps s SET status = 'skipped', finished_at = now() FROM offboarding.operation_items i
            WHERE i.number = 1 AND i.case_id = s.case_id AND i.step = s.name
            """);
        (await CallAsync(system, "start", operation, "ops.anna")).ShouldBeTrue();
        await WorkAsync(system);
        (await CallAsync(system, "stop", operation, "ops.bert")).ShouldBeTrue();

        // The trouble goes on: the one that was sent fails again, and the other two are never sent.
        await Eventually.ValueAsync(
            async () =>
            {
                await WorkAsync(system);
                return await ReadAsync(system, operation);
            },
            o => o == "stopped 4 1 0 1 1",
            "one sent, which failed again, one left alone, two never sent");
        (await system.Database.ReadAsync<string>(
            "SELECT stopped_by || ' ' || (ended_at IS NOT NULL) || ' ' || (SELECT count(*) FROM offboarding.operation_items WHERE outcome = 'waiting') FROM offboarding.operations"))
            .ShouldBe("ops.bert true 2");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'step-retried'")).ShouldBe(1);
    }

    [Fact]
    public async Task Steps_that_wait_for_their_next_attempt_are_tried_at_once_alone_and_in_bulk()
    {
        await using TestSystem system = await TestSystem.SetAsync(
            servers, ("Operations:Every", "00:00:00.100"), ("Steps:MaxAttempts", "5"), ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "02:00:00"));
        List<Guid> cases = [.. (await FailAsync(system, 3, status: "retrying")).Select(static one => one.Case)];

        await FailingTable.EndAsync(system.Database);
        await system.Hr.RetryAsync(cases[0], "reassign-conversations");
        await system.BecomesAsync(cases[0], "completed");
        (await system.StepAsync(cases[1], "reassign-conversations")).ShouldBe("retrying");

        Guid operation;
        await using (var dashboard = new NpgsqlConnection(system.Database.Dashboard))
        {
            operation = await dashboard.ExecuteScalarAsync<Guid>(
                """
                SELECT dashboard.freeze_operation('retry-steps', jsonb_build_object('step', f.step, 'kind', f.kind, 'status', f.status), 'ops.anna')
                FROM (SELECT DISTINCT step, kind, status FROM dashboard.failing_steps) f
                """);
        }

        (await CallAsync(system, "start", operation, "ops.anna")).ShouldBeTrue();
        await Eventually.ValueAsync(() => ReadAsync(system, operation), o => o == "done 2 2 2 0 0", "two asked, sent and done, an hour early");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'step-retried'")).ShouldBe(3);
        (await system.Database.ReadAsync<long>("SELECT max(attempt) FROM offboarding.step_attempts")).ShouldBe(1);
    }

    [Fact]
    public async Task Failed_steps_of_chosen_cases_are_skipped_with_the_reason_of_the_operation_and_the_cases_end()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Operations:Every", "00:00:00.100"));
        List<(TestWorkspace Workspace, Guid Case)> failed = await FailAsync(system, 3);
        Guid operation = await FreezeAsync(system, "skip-steps", failed[0].Case, failed[1].Case, failed[1].Case, Guid.NewGuid());
        (await CallAsync(system, "start", operation, "ops.anna")).ShouldBeTrue();

        await Eventually.ValueAsync(() => ReadAsync(system, operation), o => o == "done 2 2 2 0 0", "two asked, sent and skipped");
        await system.BecomesAsync(failed[0].Case, "completed");
        await system.BecomesAsync(failed[1].Case, "completed");
        (await system.StepAsync(failed[2].Case, "reassign-conversations")).ShouldBe("failed", "it was not chosen");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(DISTINCT concat_ws(' ', action, actor, details ->> 'reason'), '|') || ' ' || count(*) FROM offboarding.audit WHERE action = 'step-skipped'"))
            .ShouldBe($"step-skipped ops.anna operation {operation}: the disk is bigger 2");
    }

    [Fact]
    public async Task Cases_are_paused_and_resumed_and_what_is_paused_already_is_not_in_the_set()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Operations:Every", "00:00:00.100"));
        Guid[] cases = [.. (await FailAsync(system, 2)).Select(static failed => failed.Case)];
        Guid pause = await FreezeAsync(system, "pause-cases", cases);
        (await CallAsync(system, "start", pause, "ops.anna")).ShouldBeTrue();
        await Eventually.ValueAsync(() => ReadAsync(system, pause), o => o == "done 2 2 2 0 0", "two paused");
        (await system.StateAsync(cases[0])).ShouldBe("paused");
        (await ReadAsync(system, await FreezeAsync(system, "pause-cases", cases))).ShouldBe("frozen 0 0 0 0 0", "nothing is left to pause");

        Guid resume = await FreezeAsync(system, "resume-cases", cases);
        (await CallAsync(system, "start", resume, "ops.bert")).ShouldBeFalse("only who was shown the number can say yes to it");
        (await CallAsync(system, "start", resume, "ops.anna")).ShouldBeTrue();
        await Eventually.ValueAsync(() => ReadAsync(system, resume), o => o == "done 2 2 2 0 0", "two resumed");
        await system.BecomesAsync(cases[0], "needs-attention");
        await system.BecomesAsync(cases[1], "needs-attention");
    }

    [Fact]
    public async Task Departures_of_one_workspace_are_called_off_in_the_name_of_an_admin_and_what_was_called_off_meanwhile_is_left_alone()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Operations:Every", "00:00:00.100"));
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid[] cases = [await ScheduleAsync(system, workspace, workspace.Leaver), await ScheduleAsync(system, workspace, workspace.Agents[0])];
        TestWorkspace other = await system.WorkspaceAsync();
        Guid elsewhere = await ScheduleAsync(system, other, other.Leaver);

        Guid mixed = await FreezeAsync(system, "cancel-cases", [.. cases, elsewhere]);
        (await CallAsync(system, "start", mixed, "ops.anna", workspace.Admin)).ShouldBeFalse("it is of two workspaces");
        Guid operation = await FreezeAsync(system, "cancel-cases", cases);
        (await CallAsync(system, "start", operation, "ops.anna")).ShouldBeFalse("nobody is named");
        (await CallAsync(system, "start", operation, "ops.anna", workspace.Agents[1])).ShouldBeFalse("who is named is no admin");
        (await CallAsync(system, "start", operation, "ops.anna", other.Admin)).ShouldBeFalse("who is named is no admin of this workspace");

        (await system.AskAsync(new TestCommand("offboarding.cancel-offboarding", workspace).With("offboardingId", cases[1]))).Name
            .ShouldBe("offboarding.cancelled");
        (await CallAsync(system, "start", operation, "ops.anna", workspace.Admin)).ShouldBeTrue();
        await Eventually.ValueAsync(() => ReadAsync(system, operation), o => o == "done 2 1 1 0 1", "one called off, one left alone");
        (await system.StateAsync(cases[0])).ShouldBe("cancelled");
        (await system.StateAsync(elsewhere)).ShouldBe("scheduled");
        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', actor, details ->> 'comment') FROM offboarding.audit WHERE action = 'cancelled' AND case_id = @case", ("case", cases[0])))
            .ShouldBe($"{workspace.Admin} operation {operation} by ops.anna: the disk is bigger");
        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', actor, details ->> 'inTheNameOf') FROM offboarding.audit WHERE action = 'operation-started'")).ShouldBe($"ops.anna {workspace.Admin}");
    }

    [Fact]
    public async Task What_the_rules_refuse_when_its_turn_comes_is_left_alone_and_says_why()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Operations:Every", "00:01:00"));
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid scheduled = await ScheduleAsync(system, workspace, workspace.Leaver);
        Guid operation = await FreezeAsync(system, "cancel-cases", scheduled);
        (await CallAsync(system, "start", operation, "ops.anna", workspace.Admin)).ShouldBeTrue();
        await system.Database.ExecuteAsync($"DELETE FROM workspace.user_roles WHERE user_id = '{workspace.Admin}'");

        await Eventually.ValueAsync(
            async () =>
            {
                await WorkAsync(system);
                return await ReadAsync(system, operation);
            },
            o => o == "done 1 1 0 0 1",
            "one sent, which was refused");
        (await system.StateAsync(scheduled)).ShouldBe("scheduled");
        (await system.Database.ReadAsync<string>("SELECT problem FROM dashboard.operation_items WHERE outcome = 'left-alone'")).ShouldContain("admin");
    }

    private static async Task<Guid> ScheduleAsync(TestSystem system, TestWorkspace workspace, Guid user)
    {
        var departure = new Departure(workspace) { User = user, LastDay = DateTimeOffset.UtcNow.AddDays(20).ToString("O") };
        Guid id = await system.OpenAsync(departure);
        await system.BecomesAsync(id, "scheduled");
        return id;
    }

    private static async Task<Guid> FreezeAsync(TestSystem system, string kind, params Guid[] cases)
    {
        await using var dashboard = new NpgsqlConnection(system.Database.Dashboard);
        return await dashboard.ExecuteScalarAsync<Guid>("SELECT dashboard.freeze_operation(@kind, '{}', 'ops.anna', @cases)", new { kind, cases });
    }

    /// <summary>Departures whose reassign-conversations is failed, or what <paramref name="status"/> says, each in a workspace of its own.</summary>
    internal static async Task<List<(TestWorkspace Workspace, Guid Case)>> FailAsync(TestSystem system, int count, bool isTroubled = false, string status = "failed")
    {
        if (!isTroubled)
        {
            await FailingTable.MakeAsync(system.Database, "the disk is full");
        }

        List<(TestWorkspace, Guid)> failed = [];
        for (int i = 0; i < count; i++)
        {
            TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2));
            Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());
            Guid id = await system.OpenAsync(departure);
            await system.StepBecomesAsync(id, "reassign-conversations", status);
            failed.Add((workspace, id));
        }

        return failed;
    }

    private static async Task<Guid> FreezeAsync(TestSystem system, string actor)
    {
        await using var dashboard = new NpgsqlConnection(system.Database.Dashboard);
        return await dashboard.ExecuteScalarAsync<Guid>(
            """
            SELECT dashboard.freeze_operation('retry-steps', jsonb_build_object('step', f.step, 'kind', f.kind), @actor)
            FROM (SELECT DISTINCT step, kind FROM dashboard.failing_steps WHERE status = 'failed') f
            """,
            new { actor });
    }

    private static async Task<bool> CallAsync(TestSystem system, string act, Guid operation, string actor, Guid? inTheNameOf = null)
    {
        await using var dashboard = new NpgsqlConnection(system.Database.Dashboard);
        return await dashboard.ExecuteScalarAsync<bool>(
            $"SELECT dashboard.{act}_operation(@operation, @actor, 'the disk is bigger'{(inTheNameOf is null ? "" : ", @inTheNameOf")})",
            new { operation, actor, inTheNameOf });
    }

    private static Task<string> ReadAsync(TestSystem system, Guid operation) => system.Database.ReadAsync<string>(
        "SELECT concat_ws(' ', state, asked, sent, succeeded, failed_again, left_alone) FROM offboarding.operations WHERE id = @operation", ("operation", operation));

    private static Task WorkAsync(TestSystem system) =>
        system.Worker.Services.GetServices<IHostedService>().OfType<OperationRunner>().Single().WorkAsync(TestContext.Current.CancellationToken);
}
