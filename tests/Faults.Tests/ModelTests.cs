using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Offboarding.Faults.Tests.Harness;
using Offboarding.Faults.Tests.Wire;

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
        var database = new Cuts(worker.Postgres);
        var broker = new Cuts(worker.RabbitMq);
        await using (var answers = new Answers(run))
        {
            await Parallel.ForEachAsync(runs.Index(), new ParallelOptions { MaxDegreeOfParallelism = 48 }, async (sequence, _) =>
                Interlocked.Add(ref commands, await PlayAsync(run, database, broker, answers, sequence.Index, sequence.Item)));
        }

        await run.EndsWellAsync();
        Scale.Report("10. Random sequences against a model",
            $"{runs.Length} sequences of {length}, {commands} commands answered as the model says; all connections to the database cut {database.Made} times, to the broker {broker.Made} times");
    }

    private static int Sequences() => int.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_FAULTS_SEQUENCES"), CultureInfo.InvariantCulture, out int sequences) ? sequences : 100;

    private static async Task<int> PlayAsync(FaultRun run, Cuts database, Cuts broker, Answers answers, int number, Step[] steps)
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
                    database.Make();
                    continue;
                case Kind.CutBroker:
                    broker.Make();
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
            string answer = await answers.OfAsync(request, $"step {at} of sequence {number}, seed {Scale.Seed}");
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

    /// <summary>
    /// A cut takes the connections of all sequences that are under way, and is a second or two of work for the bus: those that are asked for soon after one are the
    /// same one. With one for each step that asks for it the worker would do nothing but connect.
    /// </summary>
    private sealed class Cuts(Proxy proxy)
    {
        private static readonly TimeSpan Apart = TimeSpan.FromSeconds(Scale.Of(1, 15));
        private readonly Lock _gate = new();
        private long _last;

        public int Made { get; private set; }

        public void Make()
        {
            lock (_gate)
            {
                if (Made > 0 && Stopwatch.GetElapsedTime(_last) < Apart)
                {
                    return;
                }

                _last = Stopwatch.GetTimestamp();
                Made++;
            }

            proxy.Cut();
        }
    }

    /// <summary>Looks for the answers of all requests at once.</summary>
    private sealed class Answers : IAsyncDisposable
    {
        private static readonly string Look = $"""
            SELECT coalesce(array_agg(asked.id || ' ' || a.answer), ARRAY[]::text[]) FROM unnest(@requests) AS asked (id), LATERAL ({Invariants.Text("answer-of.sql").Replace("@request", "asked.id", StringComparison.Ordinal)}) a (answer)
            WHERE a.answer NOT IN ('', 'running')
            """;

        private readonly ConcurrentDictionary<Guid, TaskCompletionSource<string>> _waiting = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _looking;

        public Answers(FaultRun run) => _looking = LookAsync(run);

        public async Task<string> OfAsync(Guid request, string what)
        {
            TaskCompletionSource<string> answer = _waiting.GetOrAdd(request, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
            try
            {
                // The look ends first only if it failed: then that is what is wrong.
                await await Task.WhenAny(answer.Task, _looking).WaitAsync(TimeSpan.FromMinutes(3));
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"Waited 3 min for an answer to {what}.", late);
            }

            _waiting.TryRemove(request, out _);
            return await answer.Task;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _looking;
            _stop.Dispose();
        }

        private async Task LookAsync(FaultRun run)
        {
            while (!_stop.IsCancellationRequested)
            {
                foreach (string line in await run.Database.ReadAsync<string[]>(Look, ("requests", _waiting.Keys.ToArray())))
                {
                    string[] parts = line.Split(' ', 2);
                    if (_waiting.TryGetValue(Guid.Parse(parts[0]), out TaskCompletionSource<string>? answer))
                    {
                        answer.TrySetResult(parts[1]);
                    }
                }

                await Task.Delay(50, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
