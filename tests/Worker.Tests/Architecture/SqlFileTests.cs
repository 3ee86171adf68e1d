using System.Text.RegularExpressions;
using Offboarding.Worker.Handover;

namespace Offboarding.Worker.Tests.Architecture;

/// <summary>Statements are in <c>.sql</c> files, where they can be read, explained and run in psql.</summary>
public sealed partial class SqlFileTests
{
    private static readonly Dictionary<string, string> MayContainSql = new()
    {
        ["src/Worker/Messaging/Sagas/SagaLock.cs"] = "one statement for every saga: schema, table and column come from the model",
    };

    [Fact]
    public void No_statement_hides_in_a_string_literal()
    {
        IEnumerable<string> offenders = SourceTree.Files("src", "*.cs")
            .Concat(SourceTree.Files("src", "*.razor"))
            .Where(file => !MayContainSql.ContainsKey(file))
            .Where(file => Statement().IsMatch(SourceTree.Read(file)));
        offenders.ShouldBeEmpty("Put the statement into a .sql file next to the code that uses it.");
    }

    [Fact]
    public void The_exceptions_are_still_needed() =>
        MayContainSql.Keys.ShouldAllBe(file => Statement().IsMatch(SourceTree.Read(file)));

    [Fact]
    public void Every_statement_that_the_worker_names_has_a_file() =>
        Named().Except(FilesOfTheWorker()).ShouldBeEmpty();

    [Fact]
    public void Every_file_with_a_statement_is_used() =>
        FilesOfTheWorker().Except(Named()).ShouldBeEmpty();

    [Fact]
    public void No_two_statements_share_a_name() =>
        FilesOfTheWorker().GroupBy(f => f).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();

    [Fact]
    public void Every_statement_is_embedded() =>
        FilesOfTheWorker().ShouldBeSubsetOf(typeof(WorkerRegistration).Assembly.GetManifestResourceNames());

    private static IEnumerable<string> FilesOfTheWorker() => SourceTree.Files("src/Worker", "*.sql").Select(f => Path.GetFileName(f)!);

    private static HashSet<string> Named() =>
    [
        .. SourceTree.Files("src/Worker", "*.cs")
            .SelectMany(file => FileName().Matches(SourceTree.Read(file)))
            .SelectMany(match => WorkKind.All.Select(kind =>
                match.Groups["file"].Value.Replace("{kind.Name}", kind.Name, StringComparison.Ordinal))),
    ];

    [GeneratedRegex(@"""(?<file>[^""\s]+\.sql)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();

    [GeneratedRegex("""(?<!/.*)"[^"\n]*\b(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|TRUNCATE\s)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statement();
}
