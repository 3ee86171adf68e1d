using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Offboarding.Faults.Tests.Harness;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 9: two people want what only one can have, at the same moment, on two workers.</summary>
public sealed class RaceTests(Servers servers)
{
    private static readonly int Takers = Scale.Of(10, 50);

    [Fact]
    public async Task Whoever_races_the_guards_hold()
    {
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await Task.WhenAll(run.WorkerAsync(), run.WorkerAsync());
        int rounds = Scale.Of(3, Rounds());
        await LastOwnersAsync(run, rounds);
        await OneSeatAsync(run, Math.Max(1, rounds / 20), takers: Takers);
        await DeactivateAndReactivateAsync(run, rounds);
        await DeactivateAndAssignAsync(run, rounds);
        await ScheduleAndCancelAsync(run, rounds);
        await RequeueAndRetryAsync(run, rounds);
        await run.EndsWellAsync();
        Scale.Report("9. Races by barrier, on two workers",
            $"{rounds} times each: two last owners, deactivate and reactivate, deactivate and assign, schedule and cancel at the due time, requeue in Hangfire and retry in the dashboard; {Math.Max(1, rounds / 20)} times {Takers} takers for one seat");
    }

    private static int Rounds() => int.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_FAULTS_RACES"), out int rounds) ? rounds : 200;

    /// <summary>Rounds have nothing to do with each other; so many at a time that the two workers have no pause.</summary>
    private static Task EachAsync(int rounds, Func<Task> round) =>
        Parallel.ForEachAsync(Enumerable.Range(0, rounds), new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (_, _) => await round());

    private static Task LastOwnersAsync(FaultRun run, int rounds) => EachAsync(rounds, async () =>
    {
        TestWorkspace workspace = await run.WorkspaceAsync(w => w.WithoutAccountOwner());
        await Task.WhenAll(
            run.SendAsync(new Departure(workspace) { User = workspace.Owner }), run.SendAsync(new Departure(workspace) { User = workspace.SecondOwner!.Value, RequestId = Guid.NewGuid() }));
    });

    private static async Task OneSeatAsync(FaultRun run, int rounds, int takers)
    {
        for (int round = 0; round < rounds; round++)
        {
            TestWorkspace workspace = await run.WorkspaceAsync(w => w.WithAgents(takers).WithSeatLimit(takers + 10));
            await Task.WhenAll(workspace.Agents.Select(agent => run.SendAsync(new Departure(workspace) { User = agent, RequestId = Guid.NewGuid() })));
            await run.UntilAsync(
                "(SELECT count(*) FROM offboarding.cases WHERE workspace_id = @workspace AND state = 'completed') = @takers", "everybody to be out",
                ("workspace", workspace.Id), ("takers", (long)takers));
            await run.Database.ExecuteAsync(
                "UPDATE workspace.workspaces w SET seat_limit = s.in_use + 1 FROM workspace.seats s WHERE s.workspace_id = w.id AND w.id = @workspace", ("workspace", workspace.Id));
            await Task.WhenAll(workspace.Agents.Select(agent => run.SendAsync(
                "offboarding.reactivate-user", new TestCommand("offboarding.reactivate-user", workspace).With("userId", agent).ToJson())));
            await run.UntilAsync("(SELECT bool_and(faults.is_answered(id)) FROM unnest(@requests) id)", "every taker to have an answer", ("requests", run.Requests.Ids));
            (await run.Database.ReadAsync<long>("SELECT count(*) FROM workspace.users WHERE workspace_id = @workspace AND id = ANY (@agents) AND status = 'active'",
                ("workspace", workspace.Id), ("agents", workspace.Agents.ToArray()))).ShouldBe(1);
        }
    }

    private static Task DeactivateAndReactivateAsync(FaultRun run, int rounds) => EachAsync(rounds, async () =>
    {
        Departure departure = await run.DepartureAsync(conversations: 10);
        await Task.WhenAll(
            run.SendAsync(departure),
            run.SendAsync("offboarding.reactivate-user", new TestCommand("offboarding.reactivate-user", departure.Workspace).With("userId", departure.User).ToJson()));
    });

    /// <summary>The application around us assigns to the leaver what was an agent's, again and again while they leave.</summary>
    private static Task DeactivateAndAssignAsync(FaultRun run, int rounds) => EachAsync(rounds, async () =>
    {
        Departure departure = await run.DepartureAsync(conversations: 20);
        Task sending = run.SendAsync(departure);
        for (int i = 0; i < 10; i++)
        {
            try
            {
                await run.Database.ExecuteAsync(
                    "UPDATE workspace.conversations SET assignee_id = @leaver WHERE workspace_id = @workspace AND status <> 'closed' AND id = @id",
                    ("leaver", departure.User), ("workspace", departure.Workspace.Id), ("id", (long)(i + 1)));
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.CheckViolation)
            {
                // As it should: they have left.
            }
        }

        await sending;
    });

    private static Task ScheduleAndCancelAsync(FaultRun run, int rounds) => EachAsync(rounds, async () =>
    {
        Departure departure = (await run.DepartureAsync(conversations: 10)) with { LastDay = $"{DateTimeOffset.UtcNow.AddSeconds(2):O}" };
        await run.SendAsync(departure);
        await run.UntilAsync("EXISTS (SELECT FROM offboarding.cases WHERE request_id = @request)", "the case", ("request", departure.RequestId));
        Guid id = await run.Database.ReadAsync<Guid>("SELECT id FROM offboarding.cases WHERE request_id = @request", ("request", departure.RequestId));
        await run.UntilAsync("EXISTS (SELECT FROM offboarding.cases WHERE id = @case AND due_at <= now() + interval '50 ms')", "the day to come", ("case", id));
        JsonObject cancel = new TestCommand("offboarding.cancel-offboarding", departure.Workspace).With("offboardingId", id).ToJson();
        await run.SendAsync("offboarding.cancel-offboarding", cancel);
    });

    /// <summary>Two operators want the same failed step to go on: one in Hangfire's dashboard, one in ours.</summary>
    private static async Task RequeueAndRetryAsync(FaultRun run, int rounds)
    {
        var departures = new List<Departure>();
        for (int round = 0; round < rounds; round++)
        {
            departures.Add(await run.DepartureAsync(conversations: 10, failsOnce: true));
            // Its first attempt is its only one, so that it needs an operator.
            await run.Database.ExecuteAsync("UPDATE faults.fails_once SET attempts = 1 WHERE workspace_id = @workspace", ("workspace", departures[^1].Workspace.Id));
            await run.SendAsync(departures[^1]);
        }

        foreach (Departure departure in departures)
        {
            const string Listed = """
                SELECT j.job_id FROM offboarding.jobs j
                JOIN hangfire.job h ON h.id = j.job_id AND h.statename = 'Failed'
                JOIN offboarding.cases c ON c.id = j.subject AND c.request_id = @request
                WHERE j.what = 'step' AND j.step = 'reassign-conversations'
                """;
            await run.UntilAsync($"EXISTS ({Listed})", "the failed step to be listed in Hangfire", ("request", departure.RequestId));
            long job = await run.Database.ReadAsync<long>(Listed, ("request", departure.RequestId));
            Guid id = await run.Database.ReadAsync<Guid>("SELECT id FROM offboarding.cases WHERE request_id = @request", ("request", departure.RequestId));
            var retry = new JsonObject { ["requestId"] = Guid.NewGuid(), ["offboardingId"] = id, ["step"] = "reassign-conversations", ["requestedBy"] = "ops.anna" };
            await Task.WhenAll(
                DashboardLogin.SendCommandAsync(run.Database, "offboarding.job-action", new JsonObject { ["action"] = "requeue", ["jobIds"] = new JsonArray($"{job}") }, "ops.ben"),
                run.SendSurelyAsync(HrSystem.Retry, Encoding.UTF8.GetBytes(retry.ToJsonString())));
        }
    }
}
