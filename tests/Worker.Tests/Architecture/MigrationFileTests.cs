using System.Text.RegularExpressions;

namespace Offboarding.Worker.Tests.Architecture;

/// <summary>
/// Migrations run while people work (docs/upgrade.md). Two tables locked in one transaction are a deadlock with somebody who takes them in the other order, and a lock
/// that is held while a large table is read keeps every lockout waiting: seen with d86c5cb's workers on a million cases, 6.5 s.
/// </summary>
public sealed partial class MigrationFileTests
{
    /// <summary>Those before d86c5cb are history: nobody runs them under load any more.</summary>
    private const int FirstUnderLoad = 31;

    private static readonly Dictionary<string, string> MayTakeLonger = new()
    {
        ["0111_the_database_says_no.sql"] = "corrects policies and then forbids wrong ones, with nothing in between; there are few workspaces",
    };

    public static TheoryData<string> Files =>
        [.. SourceTree.Files("src/Worker/Infrastructure/Migrations", "*.sql").Select(static f => Path.GetFileName(f)).Where(static f => Number(f) >= FirstUnderLoad && !MayTakeLonger.ContainsKey(f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_transaction_takes_a_strong_lock_on_one_busy_table_at_most_and_then_does_nothing_that_takes_time(string file)
    {
        foreach (string transaction in TransactionsOf(file))
        {
            string[] locked = LockedIn(transaction);
            locked.Length.ShouldBeLessThan(2, $"{string.Join(" and ", locked)} are locked in one transaction; end the first one with a line '-- part' (MigrationInParts).");
            if (locked.Length > 0)
            {
                Slow().Match(transaction).Value.ShouldBeEmpty($"It takes time while {locked[0]} is locked; put it into a part of its own.");
            }
        }
    }

    [Fact]
    public void The_exceptions_are_still_needed() =>
        MayTakeLonger.Keys.ShouldAllBe(file => TransactionsOf(file).Any(t => LockedIn(t).Length > 0 && Slow().IsMatch(t)));

    [Theory]
    [InlineData("ALTER TABLE offboarding.cases ADD COLUMN a text;\nALTER TABLE offboarding.outbox ADD COLUMN a text;", 2, false)]
    [InlineData("CREATE TRIGGER t AFTER UPDATE OF state\n ON offboarding.cases FOR EACH ROW EXECUTE FUNCTION f();\nUPDATE offboarding.cases SET a = 1;", 1, true)]
    [InlineData("ALTER TABLE workspace.users ADD COLUMN a uuid, ADD FOREIGN KEY (a) REFERENCES workspace.users;", 1, true)]
    [InlineData("ALTER TABLE workspace.users ADD COLUMN a uuid, ADD FOREIGN KEY (a) REFERENCES workspace.users NOT VALID;", 1, false)]
    [InlineData("ALTER TABLE offboarding.cases ADD CONSTRAINT c CHECK (a > 1);", 1, true)]
    [InlineData("ALTER TABLE offboarding.cases VALIDATE CONSTRAINT c;\nUPDATE offboarding.cases SET a = 1;", 0, true)]
    [InlineData("CREATE UNIQUE INDEX i ON offboarding.cases (a);", 1, true)]
    [InlineData("CREATE TABLE offboarding.new (id uuid PRIMARY KEY, a text CHECK (a <> ''), w uuid REFERENCES workspace.workspaces);", 1, false)]
    public void What_locks_and_what_takes_time_is_recognized(string transaction, int locked, bool slow)
    {
        LockedIn(transaction).Length.ShouldBe(locked);
        Slow().IsMatch(transaction).ShouldBe(slow);
    }

    private static IEnumerable<string> TransactionsOf(string file)
    {
        string text = SourceTree.Read($"src/Worker/Infrastructure/Migrations/{file}");
        return Regex.Split(Body().Replace(text, "''"), "^-- part$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(static part => Comment().Replace(part, ""));
    }

    private static string[] LockedIn(string transaction) => [.. Strong().Matches(transaction).Select(static m => m.Groups["table"].Value).Distinct()];

    private static int Number(string file) => int.Parse(file[..4], System.Globalization.CultureInfo.InvariantCulture);

    private const string Busy =
        @"(?<table>workspace\.(users|workspaces|conversations|contacts|leads|tasks|sessions|api_tokens)|offboarding\.(cases|steps|step_attempts|outbox|audit|audit_heads|audit_chain|answers|refusals|parked_messages|handover|undo_leftovers|returns|lists|list_lines))\b";

    [GeneratedRegex(@"(ALTER TABLE (?!\S+\s+VALIDATE)|REFERENCES |(CREATE (OR REPLACE )?|DROP )TRIGGER [^;]*?\bON |CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)\w+ ON )" + Busy, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Strong();

    [GeneratedRegex(
        @"^UPDATE [^;]+;|^INSERT INTO [^;]+\bSELECT\b[^;]+;|\bVALIDATE CONSTRAINT\b|CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)\w+ ON " + Busy + @"|ADD (CONSTRAINT \w+ )?(CHECK|FOREIGN KEY)(?![^;]*NOT VALID)[^;]*;",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slow();

    [GeneratedRegex(@"\$\$.*?\$\$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Body();

    [GeneratedRegex("^--.*$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();
}
