namespace Offboarding.Worker.Tests.Architecture;

/// <summary>The tree reads like a table of contents, and the tests have the same one.</summary>
public sealed class FolderTests
{
    [Theory]
    [InlineData("Alerts")]
    [InlineData("Approvals")]
    [InlineData("Audit")]
    [InlineData("Cases")]
    [InlineData("Contacts")]
    [InlineData("DeadLetters")]
    [InlineData("Deletion")]
    [InlineData("Departures")]
    [InlineData("Handover")]
    [InlineData("Infrastructure")]
    [InlineData("Intake")]
    [InlineData("Invitations")]
    [InlineData("Jobs")]
    [InlineData("Monitoring")]
    [InlineData("Operators")]
    [InlineData("Ownership")]
    [InlineData("Returns")]
    [InlineData("Seats")]
    [InlineData("SignOut")]
    [InlineData("Steps")]
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
    public void A_type_lives_in_the_namespace_of_its_folder() =>
        SourceTree.Files("src/Worker", "*.cs")
            .Where(f => Path.GetFileName(f) != "Program.cs")
            .Where(f => !SourceTree.Read(f).Contains(
                $"namespace {Path.GetDirectoryName(f)!.Replace('\\', '/').Replace("src/Worker", "Offboarding.Worker", StringComparison.Ordinal).Replace('/', '.')};",
                StringComparison.Ordinal))
            .ShouldBeEmpty();
}
