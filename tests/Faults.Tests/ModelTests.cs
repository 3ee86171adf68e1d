using System.Globalization;
using Offboarding.Faults.Tests.Harness;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 10: random sequences of commands and faults, against a model that says who is in and what is refused.</summary>
public sealed class ModelTests(Servers servers)
{
    private const int People = 4;

    private enum Kind
    {
        Deactivate,
        Reactivate,
        SameAgain,
        CutDatabase,
        CutBroker,
    }

    private sealed record Step(Kind Kind, int Person);

    [Fact]
    public async Task Any_sequence_of_commands_and_faults_ends_as_the_model_says()
    {
        int sequences = Scale.Of(3, Sequences());
        int length = Scale.Of(8, 50);
        // The seed alone decides, on every machine.
        var random = new Random(Scale.Seed);
        Kind[] kinds = [Kind.Deactivate, Kind.Deactivate, Kind.Deactivate, Kind.Deactivate, Kind.Reactivate, Kind.Reactivate, Kind.Reactivate, Kind.SameAgain, Kind.CutDatabase, Kind.CutBroker];
        Step[][] runs = [.. Enumerable.Range(0, sequences).Select(_ => Enumerable.Range(0, length).Select(_ => new Step(kinds[random.Next(kinds.Length)], random.Next(People))).ToArray())];
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker worker = await run.WorkerAsync();
        int commands = 0;
        await Parallel.ForEachAsync(runs.Index(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (sequence, _) =>
            Interlocked.Add(ref commands, await PlayAsync(run, worker, sequence.Index, sequence.Item)));
        await run.EndsWellAsync();
        Scale.Report("10. Random sequences against a model", $"{runs.Length} sequences of {length}, {commands} commands answered as the model says");
    }

    private static int Sequences() => int.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_FAULTS_SEQUENCES"), CultureInfo.InvariantCulture, out int sequences) ? sequences : 100;

    private static async Task<int> PlayAsync(FaultRun run, FaultWorker worker, int number, Step[] steps)
    {
        TestWorkspace workspace = await run.WorkspaceAsync(w => w.WithAgents(2).WithoutAccountOwner().WithConversations(open: 12).WithSeatLimit(6));
        // Both owners, an agent who receives nothing, and the leaver who has the work.
        Guid[] people = [workspace.Owner, workspace.SecondOwner!.Value, workspace.Agents[1], workspace.Leaver];
        bool[] isIn = [true, true, true, true];
        (string Exchange, System.Text.Json.Nodes.JsonObject Body)? last = null;
        int commands = 0;
        foreach ((int at, Step step) in steps.Index())
        {
            switch (step.Kind)
            {
                case Kind.CutDatabase:
                    worker.Postgres.Cut();
                    continue;
                case Kind.CutBroker:
                    worker.RabbitMq.Cut();
                    continue;
                case Kind.SameAgain when last is { } same:
                    await run.SendAsync(same.Exchange, same.Body);
                    continue;
                case Kind.SameAgain:
                    continue;
            }

            bool leaves = step.Kind == Kind.Deactivate;
            bool lastOwner = step.Person < 2 && isIn[step.Person] && !isIn[1 - step.Person];
            string expected = leaves
                ? (lastOwner ? "only-owner" : "completed")
                : isIn[step.Person] ? "conflicting-request" : "accepted";
            var departure = new Departure(workspace) { User = people[step.Person], RequestId = Guid.NewGuid() };
            var wish = new TestCommand("offboarding.reactivate-user", workspace).With("userId", people[step.Person]);
            last = leaves
                ? (HrSystem.Deactivate, departure.Handing("one-colleague", workspace.Agents[0]).ToJson())
                : ("offboarding.reactivate-user", wish.ToJson());
            Guid request = leaves ? departure.RequestId : wish.RequestId;
            await run.SendAsync(last.Value.Exchange, last.Value.Body);
            string answer = "";
            await Eventually.TrueAsync(
                async () => (answer = await run.Database.ReadAsync<string>(Invariants.Text("answer-of.sql"), ("request", request))) is not ("" or "running"),
                $"an answer to step {at} of sequence {number}, seed {Scale.Seed}", TimeSpan.FromMinutes(3));
            answer.ShouldBe(expected, $"step {at} ({step}) of sequence {number}, seed {Scale.Seed}; in: {string.Join(' ', isIn)}");
            if (answer is "completed" or "accepted")
            {
                isIn[step.Person] = !leaves;
            }

            commands++;
        }

        bool[] now = await run.Database.ReadAsync<bool[]>(
            "SELECT array_agg(u.status = 'active' ORDER BY p.n) FROM unnest(@people) WITH ORDINALITY AS p (id, n) JOIN workspace.users u ON u.id = p.id", ("people", people));
        now.ShouldBe(isIn, $"sequence {number}, seed {Scale.Seed}");
        return commands;
    }
}
