using Offboarding.Local.Folder;
using Offboarding.Local.Postgres;

namespace Offboarding.Local.Tests.Folder;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_one_at_a_time_may_use_a_folder()
    {
        using (await DataFolder.OpenAsync(_folder.Path, server: null, Stop))
        {
            (await Should.ThrowAsync<LocalProblem>(() => DataFolder.OpenAsync(_folder.Path, server: null, Stop)))
                .Message.ShouldContain($"process {Environment.ProcessId}");
        }
        (await DataFolder.OpenAsync(_folder.Path, server: null, Stop)).Dispose();
    }

    [Fact]
    public async Task A_folder_whose_process_was_killed_is_not_taken_for_one_that_runs()
    {
        string running = _folder.File("running.json");
        using (await DataFolder.OpenAsync(_folder.Path, server: null, Stop))
        {
            await File.WriteAllTextAsync(running, """{"Worker":"Host=w","Dashboard":"Host=d"}""", Stop);
            RunningLocal.Find(_folder.Path).Worker.ShouldBe("Host=w");
        }
        File.Exists(running).ShouldBeTrue("as after kill -9");
        Should.Throw<LocalProblem>(() => RunningLocal.Find(_folder.Path)).Message.ShouldContain($"no Offboarding.Local runs on {_folder.Path}");
    }

    [Fact]
    public async Task A_password_stays_and_is_readable_for_its_user_only()
    {
        using DataFolder folder = await DataFolder.OpenAsync(_folder.Path, server: null, Stop);
        string password = folder.Password("owner");
        folder.Password("owner").ShouldBe(password);
        folder.Password("worker").ShouldNotBe(password);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_folder.File("owner.password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Only_databases_of_ours_are_thrown_away()
    {
        Directory.CreateDirectory(_folder.File("postgres-backups"));
        Directory.CreateDirectory(_folder.File("postgres-15"));
        await File.WriteAllTextAsync(_folder.File("postgres-15/PG_VERSION"), "15", Stop);
        using DataFolder folder = await DataFolder.OpenAsync(_folder.Path, server: null, Stop);
        folder.Clusters().ShouldBe([_folder.File("postgres-15")]);
    }

    [Fact]
    public async Task A_folder_the_servers_user_cannot_reach_is_refused_with_another_one()
    {
        if (OperatingSystem.IsWindows())
            return; // No root there, and no modes.
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var nobody = new ServerUser("nobody", "65534", "65534", "setpriv");
        (await Should.ThrowAsync<LocalProblem>(() => DataFolder.OpenAsync(_folder.File("data"), nobody, Stop)))
            .Message.ShouldContain(DataFolder.SharedDefault);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_one_line()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", Stop);
        (await Should.ThrowAsync<LocalProblem>(() => DataFolder.OpenAsync(_folder.File("file/data"), server: null, Stop)))
            .Message.ShouldContain("--data");
    }

    public void Dispose() => _folder.Dispose();
}
