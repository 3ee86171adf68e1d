using System.Diagnostics;
using System.Net;

namespace Offboarding.Dashboard.Tests;

/// <summary>What a container asks of its dashboard.</summary>
public sealed class HealthTests(TestServers servers)
{
    [Fact]
    public async Task The_command_says_whether_the_dashboard_is_ready()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        (await HealthCheckAsync(dashboard.Address)).ShouldBe((0, "ready"));
    }

    [Fact]
    public async Task A_dashboard_whose_database_does_not_answer_lives_and_is_not_ready()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartOnAsync(servers, "Host=127.0.0.1;Port=1;Username=nobody");
        (await HealthCheckAsync(dashboard.Address)).ShouldBe((1, "the database does not answer"));
        using HttpClient anybody = dashboard.Client();
        (await anybody.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_database_without_the_views_is_not_enough()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        await database.ExecuteAsync("DROP SCHEMA dashboard CASCADE");
        await using RunningDashboard dashboard = await RunningDashboard.StartOnAsync(servers, database.Dashboard);
        (await HealthCheckAsync(dashboard.Address)).ShouldBe((1, "the database does not answer"));
    }

    /// <summary>What the command says. A busy machine may take longer than the command waits for an answer, so it is asked until there is one.</summary>
    private static Task<(int ExitCode, string Output)> HealthCheckAsync(Uri address) => Eventually.ValueAsync(
        () => AskAsync(address), said => !said.Output.StartsWith("Not reachable", StringComparison.Ordinal), "the dashboard to answer",
        cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<(int ExitCode, string Output)> AskAsync(Uri address)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Offboarding.Dashboard.dll"), "healthcheck", $"--urls={address}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.Trim());
    }
}
