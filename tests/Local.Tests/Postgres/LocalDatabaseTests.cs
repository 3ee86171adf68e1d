using Dapper;
using Npgsql;
using Offboarding.Local.Demo;
using Offboarding.Local.Folder;
using Offboarding.Local.Options;
using Offboarding.Local.Postgres;
using Offboarding.Testing;

namespace Offboarding.Local.Tests.Postgres;

/// <summary>A real server in a folder of its own.</summary>
public sealed class LocalDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_folder_becomes_a_server_with_the_demo_workspace_and_the_next_start_finds_it_again()
    {
        await using (LocalDatabase database = await StartAsync(out DataFolder folder))
        {
            using DataFolder held = folder;
            var workspace = new DemoWorkspace(database.Owner);
            (await workspace.EnsureAsync(again: false, Stop)).ShouldBeTrue();
            await CountsAreRightAsync(database);
            await DoAsync(database.Owner, "deactivate-lea.sql");
        }
        await StoppedAsync();

        await using (LocalDatabase database = await StartAsync(out DataFolder folder))
        {
            using DataFolder held = folder;
            var workspace = new DemoWorkspace(database.Owner);
            (await workspace.EnsureAsync(again: false, Stop)).ShouldBeFalse();
            (await workspace.AgentsAsync(Stop))[0].ShouldBe(new DemoAgent(new("0d000000-0000-4000-8000-000000000104"), "Lea Leaver", Active: false, 0));

            (await workspace.EnsureAsync(again: true, Stop)).ShouldBeTrue();
            await CountsAreRightAsync(database);
        }
        await StoppedAsync();
    }

    [Fact]
    public async Task The_logins_can_do_what_their_roles_can_and_no_more()
    {
        await using LocalDatabase database = await StartAsync(out DataFolder folder);
        using DataFolder held = folder;
        await DoAsync(database.Worker, "read-users.sql");
        await DoAsync(database.Dashboard, "read-views.sql");
        (await Should.ThrowAsync<PostgresException>(() => DoAsync(database.Dashboard, "read-users.sql")))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        var stranger = new NpgsqlConnectionStringBuilder(database.Owner) { Password = "guessed" };
        (await Should.ThrowAsync<PostgresException>(() => DoAsync(stranger.ConnectionString, "read-users.sql")))
            .SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task Reset_starts_anew_even_where_a_server_of_a_killed_run_is_left()
    {
        await using LocalDatabase left = await StartAsync(out DataFolder folder);
        await new DemoWorkspace(left.Owner).EnsureAsync(again: false, Stop);
        folder.Dispose();
        int process = ServersHere().Min();

        await using LocalDatabase database = await StartAsync(out DataFolder again, new LocalOptions { Reset = true });
        using DataFolder held = again;
        ServersHere().ShouldNotContain(process);
        (await new DemoWorkspace(database.Owner).EnsureAsync(again: false, Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_is_named_serves_as_well_and_is_left_running()
    {
        await using LocalDatabase server = await StartAsync(out DataFolder folder);
        using DataFolder held = folder;
        using var other = new TemporaryFolder();
        using (DataFolder otherFolder = await DataFolder.OpenAsync(other.Path, server: null, Stop))
        {
            var options = new LocalOptions { Postgres = server.Owner };
            await using LocalDatabase named = await LocalDatabase.StartAsync(options, otherFolder, user: null, _ => { }, Stop);
            await DoAsync(named.Worker, "read-users.sql");
        }
        await DoAsync(server.Owner, "read-users.sql");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A server takes its pid file away a moment before its process ends.</summary>
    private Task StoppedAsync() => Eventually.TrueAsync(() => ServersHere().Count == 0, "the server's processes to end");

    private IReadOnlyList<int> ServersHere() => LocalProgram.ServersOn(_folder.Path);

    private static async Task CountsAreRightAsync(LocalDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Owner);
        DemoCounts counts = await connection.QuerySingleAsync<DemoCounts>(TestSql.Read("count-demo.sql"));
        counts.ShouldBe(new DemoCounts(
            Users: 13, SeatLimit: 12, SeatsInUse: 12, Owners: 2, Partners: 1, SalesTeam: 2,
            Open: 18_000, Snoozed: 1_000, Callbacks: 500, FollowUps: 500, Closed: 5_000, Sessions: 3, Tokens: 2));
    }

    private static async Task DoAsync(string connectionString, string file)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync(TestSql.Read(file));
    }

    private Task<LocalDatabase> StartAsync(out DataFolder folder, LocalOptions? options = null)
    {
        ServerUser? user = ServerUser.ForThisProcess();
        folder = DataFolder.OpenAsync(_folder.Path, user, Stop).GetAwaiter().GetResult();
        return LocalDatabase.StartAsync(options ?? new LocalOptions(), folder, user, _ => { }, Stop);
    }
}
