using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace Offboarding.Contracts.Tests;

/// <summary>Whoever speaks to us takes in one small assembly and nothing else.</summary>
public sealed class PackageTests
{
    [Fact]
    public void The_assembly_references_nothing_but_the_framework() =>
        typeof(MessageNames).Assembly.GetReferencedAssemblies().Select(reference => reference.Name)
            .ShouldAllBe(name => name!.StartsWith("System.", StringComparison.Ordinal));

    [Fact]
    public async Task The_package_has_no_dependencies_and_brings_its_documentation()
    {
        string folder = Directory.CreateTempSubdirectory("offboarding-pack-").FullName;
        try
        {
            await PackAsync(folder);
            await using ZipArchive package = await ZipFile.OpenReadAsync(Directory.GetFiles(folder, "*.nupkg").Single(), TestContext.Current.CancellationToken);
            await using Stream nuspec = await package.Entries.Single(entry => entry.Name == "Offboarding.Contracts.nuspec")
                .OpenAsync(TestContext.Current.CancellationToken);

            XDocument metadata = await XDocument.LoadAsync(nuspec, LoadOptions.None, TestContext.Current.CancellationToken);
            metadata.Descendants().Where(element => element.Name.LocalName == "dependency").ShouldBeEmpty();
            IEnumerable<string> entries = package.Entries.Select(entry => entry.FullName);
            entries.ShouldContain("lib/net10.0/Offboarding.Contracts.dll");
            entries.ShouldContain("lib/net10.0/Offboarding.Contracts.xml");
            entries.ShouldContain("README.md");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PackAsync(string folder)
    {
#if DEBUG
        const string Configuration = "Debug";
#else
        const string Configuration = "Release";
#endif
        var start = new ProcessStartInfo(
            "dotnet", ["pack", Path.Combine(Repository.Root, "src", "Contracts"), "-c", Configuration, "--no-build", "-o", folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using Process pack = Process.Start(start).ShouldNotBeNull();
        string output = await pack.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await pack.WaitForExitAsync(TestContext.Current.CancellationToken);
        pack.ExitCode.ShouldBe(0, output);
    }
}
