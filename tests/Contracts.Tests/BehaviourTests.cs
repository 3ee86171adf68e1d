using System.Text.RegularExpressions;

namespace Offboarding.Contracts.Tests;

/// <summary>What <c>docs/behaviours.md</c> says about tests is so: they are read as text, wherever they are below <c>tests</c>.</summary>
public sealed partial class BehaviourTests
{
    private static readonly string Document = Repository.Read("docs/behaviours.md");

    private static readonly string[] Rows = [.. Document.Split('\n').Where(line => Row().IsMatch(line))];

    public static TheoryData<string> Named => [.. Test().Matches(Document).Select(match => match.Groups[1].Value).Distinct()];

    [Theory]
    [MemberData(nameof(Named))]
    public void Every_test_that_is_named_exists(string name)
    {
        string[] classAndMethod = name.Split('.');
        IEnumerable<string> sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), $"{classAndMethod[0]}.cs", SearchOption.AllDirectories);
        sources.Select(Repository.Read).ShouldContain(
            source => Regex.IsMatch(source, $@"\n    public (async )?(Task|void) {classAndMethod[1]}\("), $"no test {name} below tests/");
    }

    [Fact]
    public void Every_behaviour_is_there_once_and_in_order() =>
        Rows.Select(row => Row().Match(row).Groups[1].Value).ShouldBe(
            new[] { ('A', 8), ('B', 8), ('C', 12), ('D', 11), ('E', 7), ('F', 10) }
                .SelectMany(letter => Enumerable.Range(1, letter.Item2).Select(number => $"{letter.Item1}{number}")));

    [Fact]
    public void What_is_done_or_partly_done_names_a_test_and_what_is_not_yet_names_none() =>
        Rows.ShouldAllBe(row => Test().IsMatch(row) != row.Contains("| not yet", StringComparison.Ordinal));

    [GeneratedRegex(@"^\| ([A-F]\d+) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Test();
}
