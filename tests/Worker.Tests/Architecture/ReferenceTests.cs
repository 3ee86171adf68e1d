using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;

namespace Offboarding.Worker.Tests.Architecture;

/// <summary>Who may know whom, read from the compiled worker: methods that are async or in a lambda count like any other.</summary>
public sealed class ReferenceTests
{
    private const string Root = "Offboarding.Worker.";

    private static readonly ArchUnitNET.Domain.Architecture Worker = new ArchLoader().LoadAssembly(typeof(WorkerRegistration).Assembly).Build();

    private static readonly string[] WaysOut = ["Publish", "PublishBatch", "Send", "SendBatch", "GetSendEndpoint", "RespondAsync", "Forward"];

    /// <summary>What every capability may know (house.md), each with what it knows itself: data flows one way.</summary>
    private static readonly Dictionary<string, string[]> Plumbing = new()
    {
        ["Infrastructure"] = [],
        ["Audit"] = ["Infrastructure"],
        ["Intake"] = ["Infrastructure", "Audit"],
        ["Cases"] = ["Infrastructure", "Audit", "Intake"],
        ["Steps"] = ["Infrastructure", "Audit", "Cases"],
    };

    /// <summary>
    /// Where two capabilities meet today. A departure is what all the others serve, and Jobs runs what each has to do on a date. Nothing may be added
    /// without a reason here; take out what no longer is so.
    /// </summary>
    private static readonly (string From, string To)[] Meetings =
    [
        ("Contacts", "Handover"), ("Contacts", "Invitations"),
        ("Deletion", "Handover"), ("Deletion", "Jobs"),
        ("Departures", "Approvals"), ("Departures", "Deletion"), ("Departures", "Handover"), ("Departures", "Invitations"), ("Departures", "Ownership"),
        ("Departures", "Returns"), ("Departures", "Seats"),
        ("Invitations", "Handover"), ("Invitations", "Returns"), ("Invitations", "Seats"),
        ("Jobs", "Approvals"), ("Jobs", "Invitations"), ("Jobs", "Monitoring"), ("Jobs", "Returns"),
        ("Returns", "Handover"), ("Returns", "Seats"),
    ];

    /// <summary>A message that is sent past the outbox leaves although its transaction is rolled back, or is lost although it is not.</summary>
    [Fact]
    public void The_outbox_is_the_only_way_out()
    {
        string[] senders = [.. Worker.Types.SelectMany(static type => type.Dependencies.OfType<MethodCallDependency>())
            .Where(static call => call.Target.Namespace.FullName.StartsWith("MassTransit", StringComparison.Ordinal)
                // A filter that passes on what came in.
                && !call.Target.FullName.StartsWith("MassTransit.IPipe`1", StringComparison.Ordinal)
                && Array.Exists(WaysOut, name => call.TargetMember.Name.StartsWith(name, StringComparison.Ordinal)))
            .Select(static call => $"{call.Origin.FullName} calls {call.TargetMember.FullName}")];
        senders.ShouldContain(static call => call.StartsWith(Root + "Infrastructure.Outbox.OutboxDelivery", StringComparison.Ordinal), "the rule sees what does send");
        senders.Where(static call => !call.StartsWith(Root + "Infrastructure.", StringComparison.Ordinal))
            .ShouldBeEmpty("Write the message with OutboxWriter, in the transaction it belongs to.");
    }

    [Fact]
    public void The_plumbing_knows_no_capability() =>
        Edges().Where(static edge => Plumbing.TryGetValue(edge.From, out string[]? may) && !may.Contains(edge.To))
            .Select(static edge => edge.Example).ShouldBeEmpty();

    [Fact]
    public void A_capability_knows_another_only_where_they_are_said_to_meet() =>
        Edges().Where(static edge => !Plumbing.ContainsKey(edge.From) && !Plumbing.ContainsKey(edge.To)).Select(static edge => (edge.From, edge.To))
            .Order().ShouldBe(Meetings.Order());

    [Fact]
    public void No_folder_of_the_worker_is_in_a_circle()
    {
        ILookup<string, string> known = Edges().ToLookup(static edge => edge.From, static edge => edge.To);
        known.Select(static from => from.Key).Where(folder => Reached(known, folder).Contains(folder)).Order(StringComparer.Ordinal)
            .ShouldBeEmpty("A folder that knows another must not be known by it, directly or round several corners.");
    }

    [Fact]
    public void Contracts_references_only_the_framework()
    {
        typeof(Contracts.MessageNames).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));
        string project = SourceTree.Read("src/Contracts/Offboarding.Contracts.csproj");
        project.ShouldNotContain("ProjectReference");
        project.ShouldNotContain("PackageReference");
    }

    [Fact]
    public void The_dashboard_does_not_know_the_worker()
    {
        IEnumerable<string> files = SourceTree.Files("src/Dashboard", "*.cs")
            .Concat(SourceTree.Files("src/Dashboard", "*.razor"))
            .Concat(SourceTree.Files("src/Dashboard", "*.csproj"));
        files.Where(f => SourceTree.Read(f).Contains("Offboarding.Worker", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_in_the_product_knows_its_tests() =>
        SourceTree.Files("src", "*.csproj")
            .Where(f => SourceTree.Read(f).Contains("../../tests", StringComparison.Ordinal)
                || SourceTree.Read(f).Contains("../../bench", StringComparison.Ordinal))
            .ShouldBeEmpty();

    /// <summary>The first folder of two types that know each other, with one example.</summary>
    private static IReadOnlyList<Edge> Edges() =>
        [.. Worker.Types.Where(static type => FolderOf(type) is not null).SelectMany(static type => type.Dependencies)
            .Where(static dependency => FolderOf(dependency.Target) is { } to && to != FolderOf(dependency.Origin))
            .GroupBy(static dependency => (From: FolderOf(dependency.Origin)!, To: FolderOf(dependency.Target)!))
            .Select(static group => new Edge(group.Key.From, group.Key.To, $"{group.First().Origin.FullName} knows {group.First().Target.FullName}"))];

    /// <summary>Null: the type is at the root, where everything is put together, or not ours.</summary>
    private static string? FolderOf(IType type) => type.Namespace.FullName.StartsWith(Root, StringComparison.Ordinal)
        ? type.Namespace.FullName[Root.Length..].Split('.')[0]
        : null;

    private static HashSet<string> Reached(ILookup<string, string> known, string start)
    {
        var reached = new HashSet<string>();
        var next = new Stack<string>(known[start]);
        while (next.TryPop(out string? folder))
        {
            if (reached.Add(folder))
            {
                foreach (string further in known[folder])
                {
                    next.Push(further);
                }
            }
        }

        return reached;
    }

    private sealed record Edge(string From, string To, string Example);
}
