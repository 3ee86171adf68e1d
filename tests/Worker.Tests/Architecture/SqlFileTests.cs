using System.Text.RegularExpressions;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Tests.Architecture;

/// <summary>Statements are in <c>.sql</c> files, where they can be read, explained and run in psql.</summary>
public sealed partial class SqlFileTests
{
    private static readonly Dictionary<string, string> MayContainSql = new()
    {
        ["src/Worker/Infrastructure/Migrations/MigrationInParts.cs"] = "a migration's own bookkeeping, to which Entity Framework passes no parameters",
        ["src/Worker/Infrastructure/Sagas/SagaLock.cs"] = "one statement for every saga: schema, table and column come from the model",
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
    public void Every_statement_that_the_worker_asks_for_is_there() =>
        Quoted(Read()).Except(Sql.All.Names).ShouldBeEmpty();

    [Fact]
    public void Every_statement_of_the_worker_is_used() =>
        Sql.All.Names.Except(Quoted(Name())).ShouldBeEmpty();

    [Theory]
    [InlineData("src/Dashboard")]
    [InlineData("src/Local")]
    public void Every_statement_of_the_other_programs_is_asked_for_by_its_name(string project)
    {
        string[] named = [.. SourceTree.Files(project, "*.sql").SelectMany(static file => Heading().Matches(SourceTree.Read(file))).Select(static match => match.Groups["name"].Value)];
        string code = string.Concat(SourceTree.Files(project, "*.cs").Select(SourceTree.Read));
        named.Where(name => !code.Contains($"\"{name}\"", StringComparison.Ordinal)).ShouldBeEmpty();
        Read().Matches(code).Select(static match => match.Groups["name"].Value).Except(named).ShouldBeEmpty();
    }

    [Fact]
    public void A_capability_has_one_file_of_statements() =>
        SourceTree.Files("src", "*.sql").Where(static file => !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.Contains("/Views/", StringComparison.Ordinal))
            .GroupBy(static file => Path.GetDirectoryName(file)).Where(static folder => folder.Count() > 1).Select(static folder => folder.Key).ShouldBeEmpty();

    [Fact]
    public void Only_Cases_writes_cases() =>
        SourceTree.Files("src/Worker", "*.sql").Where(static file => !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.Contains("/Views/", StringComparison.Ordinal))
            .Where(static file => WritesCases().IsMatch(SourceTree.Read(file))).ShouldBe(["src/Worker/Cases/cases.sql"]);

    private static HashSet<string> Quoted(Regex name) =>
    [
        .. SourceTree.Files("src/Worker", "*.cs")
            .SelectMany(file => name.Matches(SourceTree.Read(file)))
            .SelectMany(match => match.Groups["name"].Captures.Select(static name => name.Value)),
    ];

    [GeneratedRegex("^-- name: (?<name>[a-z0-9-]+)\\(", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\b(INSERT INTO|UPDATE|DELETE FROM)\s+offboarding\.cases\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WritesCases();

    [GeneratedRegex(@"(Sql\.Read|kind\.Statement)\(""(?<name>[^""]+)""(, ""(?<name>[^""]+)"")?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Read();

    [GeneratedRegex(@"""(?<name>[a-z0-9-]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("""(?<!/.*)"[^"\n]*\b(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|TRUNCATE\s)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statement();
}
