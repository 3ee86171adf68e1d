using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Offboarding.Worker.Operations;

namespace Offboarding.Integration.Tests.Operations;

/// <summary>Bulk acts: frozen by the dashboard's login, worked off by the worker through the same commands as single acts.</summary>
public sealed class OperationTests(Servers servers)
{
    [Fact]
    public async Task A_frozen_set_is_retried_once_each_and_the_operation_counts_what_succeeded_and_what_failed_again()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Operations:Every", "00:00:00.100"));
        List<(TestWorkspace Workspace, Guid Case)> failed = await FailAsync(stage, 3);
        Guid operation = await FreezeAsync(stage, "ops.anna");
        (TestWorkspace Workspace, Guid Case) late = (await FailAsync(stage, 1, isTroubled: true))[0];
        await Trouble.EndAsync(stage.Database);
        await Trouble.MakeAsync(stage.Database, "the disk is full", when: $"NEW.workspace_id = '{failed[2].Workspace.Id}'");

        (await CallAsync(stage, "start", operation, "ops.bert")).ShouldBeFalse("only who was shown the number can say yes to it");
        (await CallAsync(stage, "start", operation, "ops.anna")).ShouldBeTrue();
        (await CallAsync(stage, "start", operation, "ops.anna")).ShouldBeFalse("it is started already");

        await Eventually.ValueAsync(() => ReadAsync(stage, operation), o => o == "done 3 3 2 1 0", "three asked and sent, two succeeded, one failed again");
        (await CallAsync(stage, "stop", operation, "ops.bert")).ShouldBeFalse("it is over");
        (await stage.StepAsync(late.Case, "reassign-conversations")).ShouldBe("failed", "what failed after the freezing is not in it");
        (await stage.Database.ReadAsync<string>(
            "SELECT string_agg(DISTINCT concat_ws(' ', action, actor, details ->> 'comment'), '|') || ' ' || count(*) FROM offboarding.audit WHERE action = 'step-retried'"))
            .ShouldBe($"step-retried ops.anna operation {operation}: the disk is bigger 3");
        (await stage.Database.ReadAsync<string>(
            "SELECT string_agg(actor || ' ' || action, ', ' ORDER BY id) FROM offboarding.audit WHERE operation_id = @operation", ("operation", operation)))
            .ShouldBe("ops.anna operation-started, offboarding operation-ended");
    }

    [Fact]
    public async Task A_stop_takes_effect_with_the_next_batch_and_what_somebody_else_dealt_with_is_left_alone()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Operations:Every", "00:01:00"), ("Operations:BatchSize", "2"));
        await FailAsync(stage, 4);
        Guid operation = await FreezeAsync(stage, "ops.anna");
        await stage.Database.ExecuteAsync(
            """
            UPDATE offboarding.steps s SET status = 'skipped', finished_at = now() FROM offboarding.operation_items i
            WHERE i.number = 1 AND i.case_id = s.case_id AND i.step = s.name
            """);
        (await CallAsync(stage, "start", operation, "ops.anna")).ShouldBeTrue();
        await WorkAsync(stage);
        (await CallAsync(stage, "stop", operation, "ops.bert")).ShouldBeTrue();

        // The trouble goes on: the one that was sent fails again, and the other two are never sent.
        await Eventually.ValueAsync(
            async () =>
            {
                await WorkAsync(stage);
                return await ReadAsync(stage, operation);
            },
            o => o == "stopped 4 1 0 1 1",
            "one sent, which failed again, one left alone, two never sent");
        (await stage.Database.ReadAsync<string>(
            "SELECT stopped_by || ' ' || (ended_at IS NOT NULL) || ' ' || (SELECT count(*) FROM offboarding.operation_items WHERE outcome = 'waiting') FROM offboarding.operations"))
            .ShouldBe("ops.bert true 2");
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'step-retried'")).ShouldBe(1);
    }

    /// <summary>Departures whose reassign-conversations is failed, each in a workspace of its own.</summary>
    private static async Task<List<(TestWorkspace Workspace, Guid Case)>> FailAsync(Stage stage, int count, bool isTroubled = false)
    {
        if (!isTroubled)
        {
            await Trouble.MakeAsync(stage.Database, "the disk is full");
        }

        List<(TestWorkspace, Guid)> failed = [];
        for (int i = 0; i < count; i++)
        {
            TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 2));
            Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());
            await stage.Hr.SendAsync(departure);
            Guid id = await stage.CaseAsync(departure);
            await stage.StepBecomesAsync(id, "reassign-conversations", "failed");
            failed.Add((workspace, id));
        }

        return failed;
    }

    private static async Task<Guid> FreezeAsync(Stage stage, string actor)
    {
        await using var dashboard = new NpgsqlConnection(stage.Database.Dashboard);
        return await dashboard.ExecuteScalarAsync<Guid>(
            """
            SELECT dashboard.freeze_operation('retry-steps', jsonb_build_object('step', f.step, 'kind', f.kind), @actor)
            FROM (SELECT DISTINCT step, kind FROM dashboard.failed_steps) f
            """,
            new { actor });
    }

    private static async Task<bool> CallAsync(Stage stage, string act, Guid operation, string actor)
    {
        await using var dashboard = new NpgsqlConnection(stage.Database.Dashboard);
        return await dashboard.ExecuteScalarAsync<bool>(
            $"SELECT dashboard.{act}_operation(@operation, @actor, 'the disk is bigger')", new { operation, actor });
    }

    private static Task<string> ReadAsync(Stage stage, Guid operation) => stage.Database.ReadAsync<string>(
        "SELECT concat_ws(' ', state, asked, sent, succeeded, failed_again, left_alone) FROM offboarding.operations WHERE id = @operation", ("operation", operation));

    private static Task WorkAsync(Stage stage) =>
        stage.Worker.Services.GetServices<IHostedService>().OfType<OperationRunner>().Single().WorkAsync(TestContext.Current.CancellationToken);
}
