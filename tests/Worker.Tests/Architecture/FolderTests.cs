using System.Text.RegularExpressions;

namespace Offboarding.Worker.Tests.Architecture;

/// <summary>The tree reads like a table of contents, and the tests have the same one.</summary>
public sealed partial class FolderTests
{
    [Theory]
    [InlineData("Requests")]
    [InlineData("Process")]
    [InlineData("Steps")]
    [InlineData("SignOutSessions")]
    [InlineData("ReassignWork")]
    [InlineData("UpdateSeats")]
    [InlineData("RemoveCompletedTasks")]
    [InlineData("ErasePerson")]
    [InlineData("Messaging")]
    [InlineData("Monitors")]
    [InlineData("Operations")]
    [InlineData("Persistence")]
    [InlineData("Evidence")]
    [InlineData("Hosting")]
    [InlineData("Telemetry")]
    public void Every_folder_of_the_worker_has_tests_under_the_same_name(string folder)
    {
        SourceTree.Files($"src/Worker/{folder}", "*.cs").ShouldNotBeEmpty();
        SourceTree.Files($"tests/Worker.Tests/{folder}", "*.cs").Concat(SourceTree.Files($"tests/Integration.Tests/{folder}", "*.cs"))
            .ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_step_has_a_folder_of_tests_that_go_through_a_message_from_outside()
    {
        IEnumerable<string> folders = SourceTree.Files("src/Worker", "*Step.cs")
            .Where(f => SourceTree.Read(f).Contains(": IOffboardingStep", StringComparison.Ordinal))
            .Select(f => Path.GetFileName(Path.GetDirectoryName(f))!);
        folders.ShouldNotBeEmpty();
        folders.ShouldAllBe(folder => SourceTree.Files($"tests/Integration.Tests/{folder}", "*.cs").Count > 0);
    }

    [Fact]
    public void A_program_is_a_table_of_contents() =>
        SourceTree.Files("src", "Program.cs").ShouldAllBe(f => SourceTree.Read(f).TrimEnd().Split('\n', StringSplitOptions.None).Length <= 40);

    [Fact]
    public void A_file_has_one_public_type() =>
        SourceTree.Files("src", "*.cs").Where(f => PublicType().Count(SourceTree.Read(f)) > 1).ShouldBeEmpty();

    [Fact]
    public void A_type_lives_in_the_namespace_of_its_folder() =>
        SourceTree.Files("src/Worker", "*.cs")
            .Where(f => Path.GetFileName(f) != "Program.cs")
            .Where(f => !SourceTree.Read(f).Contains(
                $"namespace {Path.GetDirectoryName(f)!.Replace('\\', '/').Replace("src/Worker", "Offboarding.Worker", StringComparison.Ordinal).Replace('/', '.')};",
                StringComparison.Ordinal))
            .ShouldBeEmpty();

    private const RegexOptions Multiline = RegexOptions.Multiline | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"^public (sealed |static |abstract |readonly |partial )*(class|record|struct|interface|enum) ", Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PublicType();
}
