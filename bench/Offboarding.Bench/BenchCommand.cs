using System.CommandLine;
using Offboarding.Bench.Erase;
using Offboarding.Bench.Intake;
using Offboarding.Bench.Locked;
using Offboarding.Bench.Lockout;
using Offboarding.Bench.Many;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Pages;
using Offboarding.Bench.Peers;
using Offboarding.Bench.Preview;
using Offboarding.Bench.Reassign;
using Offboarding.Bench.Results;
using Offboarding.Bench.Retries;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Start;
using Offboarding.Bench.Throughput;
using Offboarding.Bench.Undo;
using Offboarding.Bench.Upgrade;
using Spectre.Console;

namespace Offboarding.Bench;

/// <summary>The command line. Defaults are the sizes that the targets speak of; <c>--small</c> shows in a minute that all works.</summary>
internal sealed class BenchCommand(IAnsiConsole console)
{
    private readonly Option<bool> _telemetry = new("--telemetry")
    {
        Description = "Measures each round a second time with telemetry on: OTLP to a collector in this process, /metrics read every second.",
    };

    private readonly Option<int> _warmUp = new("--warm-up") { Description = "Leavers before, who are not counted.", DefaultValueFactory = _ => 20 };
    private readonly Option<int> _workspaces = new("--workspaces") { Description = "Workspaces the leavers are spread over.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _workers = new("--workers") { Description = "Worker processes that share the work.", DefaultValueFactory = _ => 1 };

    private readonly Option<bool> _small = new("--small")
    {
        Description = "Small sizes where none is given: shows that everything works, its numbers say little.",
        Recursive = true,
    };

    private readonly Option<DirectoryInfo> _output = new("--output")
    {
        HelpName = "folder",
        Description = "Where the JSON files go.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "bench")),
        Recursive = true,
    };

    private readonly Option<string[]> _worker = new("--worker")
    {
        HelpName = "key=value",
        Description = "A setting of the worker, for example Steps:BatchSize=500. May be repeated.",
        Recursive = true,
    };

    private readonly Option<string[]> _postgres = new("--postgres")
    {
        HelpName = "name=value",
        Description = "A setting of PostgreSQL, for example shared_buffers=1GB. May be repeated.",
        Recursive = true,
    };

    private readonly Option<bool> _strict = new("--strict")
    {
        Description = "End with 2 if a target was missed.",
        Recursive = true,
    };

    private readonly Option<long?> _conversations = new("--conversations") { Description = "Conversations of the leaver. Default 1,000,000." };
    private readonly Option<long?> _total = new("--total") { Description = "Conversations in the table. Default three times as many." };
    private readonly Option<int> _recipients = new("--recipients") { Description = "Colleagues who share them.", DefaultValueFactory = _ => 5 };
    private readonly Option<int?> _rounds = new("--rounds") { Description = "Each measures all sides once; medians are reported. Default 3." };
    private readonly Option<int?> _offboardings = new("--offboardings") { Description = "Leavers at once. Default 300." };
    private readonly Option<int> _each = new("--each") { Description = "Conversations of each.", DefaultValueFactory = _ => 100 };
    private readonly Option<int?> _messages = new("--messages") { Description = "Messages through the bare bus. Default 20,000." };
    private readonly Option<int?> _leavers = new("--leavers") { Description = "Leavers while idle. Default 300." };
    private readonly Option<double> _perSecond = new("--per-second") { Description = "Requests a second.", DefaultValueFactory = _ => 10 };
    private readonly Option<int?> _bulk = new("--bulk") { Description = "Leavers with much work, one after the other. Default 3." };

    private readonly Option<int?> _finished = new("--finished") { Description = "Finished cases. Default 1,000,000." };
    private readonly Option<int?> _running = new("--running") { Description = "Running cases. Default 10,000." };
    private readonly Option<int?> _viewers = new("--viewers") { Description = "Open live pages. Default 200." };

    private readonly Option<string?> _database = new("--database")
    {
        HelpName = "name",
        Description = "Keeps the cases for the next run in this database of the server that OFFBOARDING_TEST_POSTGRES names.",
    };

    private readonly Option<int?> _people = new("--people") { Description = "Lines of the list. Default 10,000, the most a list may have." };

    private readonly Option<DirectoryInfo?> _other = new("--other") { HelpName = "folder", Description = "Another build's folder with Offboarding.Worker.dll, measured in turns with ours." };

    public RootCommand Create()
    {
        var reassign = new Command("reassign", "Moves all work of one leaver: the worker against one plain UPDATE in psql.")
        {
            _conversations, _total, _recipients, _rounds,
        };
        reassign.SetAction((result, stop) => RunAsync(result, stop, Reassign(result)));
        var throughput = new Command("throughput", "Many leavers at once: offboardings a second against messages a second of the bare bus.")
        {
            _offboardings, _each, _messages, _rounds, _warmUp, _workspaces, _workers, _telemetry,
        };
        throughput.SetAction((result, stop) => RunAsync(result, stop, Throughput(result)));
        var lockout = new Command("lockout", "From publish to the end of all sessions: idle, and while much work is being moved.")
        {
            _conversations, _total, _leavers, _perSecond, _bulk,
        };
        lockout.SetAction((result, stop) => RunAsync(result, stop, Lockout(result)));
        var preview = new Command("preview", "A preview of all work of one leaver, from publish to the answer, against counting it in SQL.")
        {
            _conversations, _total, _recipients, _rounds,
        };
        preview.SetAction((result, stop) => RunAsync(result, stop, Preview(result)));
        var undo = new Command("undo", "Takes a whole handover back: the undo against the handover it undoes, in the same run.")
        {
            _conversations, _total, _recipients, _rounds,
        };
        undo.SetAction((result, stop) => RunAsync(result, stop, Undo(result)));
        var many = new Command("many", "One message for very many people, against requests for one person each.") { _people, _offboardings, _each, _other };
        many.SetAction((result, stop) => RunAsync(result, stop, Many(result)));
        var pages = new Command("pages", "The dashboard over many cases: every page against a bare answer of the same server, and many open live pages.")
        {
            _finished, _running, _viewers, _database,
        };
        pages.SetAction((result, stop) => RunAsync(result, stop, Pages(result)));
        var all = new Command("all", "One after the other.") { _people, _finished, _running, _viewers, _conversations, _total, _recipients, _rounds, _offboardings, _each, _messages, _warmUp, _workspaces, _workers, _leavers, _perSecond, _bulk };
        all.SetAction((result, stop) => RunAsync(result, stop, Reassign(result), Throughput(result), Lockout(result), Preview(result), Undo(result), Many(result), Pages(result)));
        var root = new RootCommand("Measures Offboarding against its limits, side by side, on private servers with fsync. See docs/benchmarks.md.")
        {
            reassign, throughput, lockout, preview, undo, many, pages, all, _small, _output, _worker, _postgres, _strict,
        };
        var retries = new Command("retries", "Steps that fail at once: in Hangfire's list, requeued all at once, and how late a due retry starts.") { _offboardings };
        retries.SetAction((result, stop) => RunAsync(result, stop, new RetriesScenario(new RetriesOptions(Or(result, _offboardings, 10_000, 100), 200))));
        root.Subcommands.Add(retries);
        var start = new Command("start", "From the start of a worker's process until it is ready, and until the first departure is completed.") { _rounds, _other };
        start.SetAction((result, stop) => RunAsync(result, stop, new StartScenario(new StartOptions(Or(result, _rounds, 5, 1), result.GetValue(_other)?.FullName))));
        root.Subcommands.Add(start);
        Option<int> waiting = new("--waiting") { Description = "Requests for the workspace that is held.", DefaultValueFactory = _ => 64 };
        var locked = new Command("locked", "Lockouts in one workspace while the row of another one is held and requests for it wait.") { _leavers, _perSecond, waiting };
        locked.SetAction((result, stop) => RunAsync(result, stop, new LockedScenario(new LockedOptions(Or(result, _leavers, 300, 30), result.GetValue(waiting), result.GetValue(_perSecond)))));
        root.Subcommands.Add(locked);
        var peers = new Command("peers", "Leavers without work, against chains of four empty jobs in other job queues on PostgreSQL. Needs Node and npm.") { _offboardings, _warmUp, _rounds };
        peers.SetAction((result, stop) => RunAsync(result, stop, new PeersScenario(new PeersOptions(
            Or(result, _offboardings, 2_000, 200), result.GetValue(_warmUp), Or(result, _rounds, 3, 1)))));
        root.Subcommands.Add(peers);
        Option<DirectoryInfo> before = new("--other") { HelpName = "folder", Description = "The folder of the earlier version's Offboarding.Worker.dll.", Required = true };
        var upgrade = new Command("upgrade", "Lockouts under an earlier version's worker while this version migrates its large database.") { before, _finished, _conversations, _leavers, _perSecond };
        upgrade.SetAction((result, stop) => RunAsync(result, stop, new UpgradeScenario(new UpgradeOptions(
            result.GetValue(before)!.FullName, Or(result, _finished, 1_000_000, 20_000), result.GetValue(_conversations) ?? (result.GetValue(_small) ? 20_000 : 5_000_000),
            Or(result, _leavers, 300, 30), result.GetValue(_perSecond)))));
        root.Subcommands.Add(upgrade);
        Option<int?> messages = new("--stored") { Description = "Stored messages, refused and unreadable ones. Default 1,000,000." };
        var erase = new Command("erase", "The deletion of one person among very many stored messages.") { messages };
        erase.SetAction((result, stop) => RunAsync(result, stop, new EraseScenario(new EraseOptions(Or(result, messages, 1_000_000, 10_000), 1_000))));
        root.Subcommands.Add(erase);
        Option<int?> flood = new("--flood") { Description = "Messages that nobody can read. Default 100,000." };
        var intake = new Command("intake", "Requests answered a second, some of them refused, and one behind a flood of unreadable messages.") { _offboardings, flood };
        intake.SetAction((result, stop) => RunAsync(result, stop, new IntakeScenario(new IntakeOptions(Or(result, _offboardings, 1_000, 100), Or(result, flood, 100_000, 1_000)))));
        root.Subcommands.Add(intake);
        return root;
    }

    private ReassignScenario Reassign(ParseResult result)
    {
        long moving = Conversations(result);
        return new ReassignScenario(new ReassignOptions(
            moving, result.GetValue(_total) ?? 3 * moving, result.GetValue(_recipients), Or(result, _rounds, 3, 1)));
    }

    private PreviewScenario Preview(ParseResult result)
    {
        long items = Conversations(result);
        return new PreviewScenario(new PreviewOptions(items, result.GetValue(_total) ?? 3 * items, result.GetValue(_recipients), Or(result, _rounds, 10, 5)));
    }

    private ThroughputScenario Throughput(ParseResult result) => new(new ThroughputOptions(
        Or(result, _offboardings, 300, 30), result.GetValue(_each), Or(result, _messages, 20_000, 2000), Or(result, _rounds, 3, 1),
        result.GetValue(_warmUp), result.GetValue(_workspaces), result.GetValue(_workers), result.GetValue(_telemetry)));

    private ManyScenario Many(ParseResult result) => new(new ManyOptions(
        Or(result, _people, 10_000, 200), Or(result, _offboardings, 300, 30), result.GetValue(_each), result.GetValue(_other)?.FullName));

    private UndoScenario Undo(ParseResult result)
    {
        long moving = Conversations(result);
        return new UndoScenario(new UndoOptions(moving, result.GetValue(_total) ?? 3 * moving, result.GetValue(_recipients), Or(result, _rounds, 1, 1)));
    }

    private PagesScenario Pages(ParseResult result) => new(new PagesOptions(
        Or(result, _finished, 1_000_000, 20_000), Or(result, _running, 10_000, 1000), Or(result, _viewers, 200, 20), result.GetValue(_database)));

    private LockoutScenario Lockout(ParseResult result)
    {
        long moving = Conversations(result);
        int bulk = Or(result, _bulk, 3, 2);
        return new LockoutScenario(new LockoutOptions(
            Or(result, _leavers, 300, 30), result.GetValue(_perSecond), bulk, moving, Math.Max(moving * bulk, result.GetValue(_total) ?? 3 * moving)));
    }

    private long Conversations(ParseResult result) => result.GetValue(_conversations) ?? (result.GetValue(_small) ? 20_000 : 1_000_000);

    private int Or(ParseResult result, Option<int?> option, int full, int small) =>
        result.GetValue(option) ?? (result.GetValue(_small) ? small : full);

    private async Task<int> RunAsync(ParseResult result, CancellationToken stop, params IScenario[] scenarios)
    {
        await using BenchServers servers = await BenchServers.StartAsync(result.GetValue(_postgres) ?? [], stop);
        var context = new BenchContext(servers, result.GetValue(_worker) ?? [], console);
        bool missed = false;
        foreach (IScenario scenario in scenarios)
        {
            DateTime startedAt = DateTime.UtcNow;
            ScenarioOutcome outcome = await scenario.RunAsync(context, stop);
            missed |= outcome.Figures.Any(f => f.Met == false);
            var report = new ScenarioResult
            {
                Scenario = scenario.Name,
                StartedAt = startedAt,
                Command = string.Join(' ', Environment.GetCommandLineArgs().Skip(1)),
                Machine = outcome.Machine,
                LoadAfter = Machine.Load(),
                Figures = outcome.Figures,
                Rounds = outcome.Rounds,
            };
            await ResultWriter.WriteAsync(report, console, result.GetValue(_output)!, stop);
        }

        return missed && result.GetValue(_strict) ? 2 : 0;
    }
}
