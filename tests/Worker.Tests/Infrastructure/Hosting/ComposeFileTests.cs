using System.Text.RegularExpressions;
using Offboarding.Worker.Tests.Architecture;

namespace Offboarding.Worker.Tests.Infrastructure.Hosting;

/// <summary>What <c>docker-compose.yml</c> takes from the checkout is there: Docker makes an empty folder of what is missing, and says nothing.</summary>
public sealed class ComposeFileTests
{
    [Fact]
    public void Every_file_and_folder_that_is_mounted_exists()
    {
        string[] mounted = [.. Regex.Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docker-compose.yml")), @"(\./[^:""\s]+):/").Select(static m => m.Groups[1].Value)];
        mounted.Length.ShouldBeGreaterThan(2);
        mounted.Where(static path => !Path.Exists(Path.Combine(SourceTree.Root, path))).ShouldBeEmpty();
    }
}
