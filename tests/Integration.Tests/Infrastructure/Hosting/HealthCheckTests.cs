using System.Net;

namespace Offboarding.Integration.Tests.Infrastructure.Hosting;

/// <summary>What a container asks of its worker.</summary>
public sealed class HealthCheckTests(Servers servers)
{
    [Fact]
    public async Task The_command_says_whether_the_worker_is_ready()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(TestContext.Current.CancellationToken);
        string urls = $"--Urls=http://127.0.0.1:{WorkerMetrics.FreePort()}";
        (int exitCode, string output) = await WorkerProgram.RunAsync([], "healthcheck", urls);
        exitCode.ShouldBe(1);
        output.ShouldStartWith("Not reachable: ");

        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, ("Urls", urls[7..]));
        await Eventually.TrueAsync(
            async () => await WorkerProgram.RunAsync([], "healthcheck", urls) is (0, var said) && said.Trim() == "Healthy", "the worker to be ready", TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task The_program_names_its_version()
    {
        (int exitCode, string output) = await WorkerProgram.RunAsync([], "--version");
        (exitCode, output.Trim()).ShouldBe((0, Offboarding.Hosting.ProgramVersion.Text));
        output.ShouldMatch(@"^(?!1\.0\.0)\d+\.\d+\.\d+", "it is of a tag, or of the commits of a clone without tags, and not what the SDK says where nobody says anything");
    }

    [Fact]
    public async Task A_worker_whose_database_is_away_lives_and_is_not_ready()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(TestContext.Current.CancellationToken);
        var url = new Uri($"http://127.0.0.1:{WorkerMetrics.FreePort()}");
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, ("Urls", url.AbsoluteUri));
        using var http = new HttpClient { BaseAddress = url };
        await Eventually.TrueAsync(async () => await StatusAsync("/health/ready") == HttpStatusCode.OK, "the worker to be ready", TimeSpan.FromMinutes(4));

        await database.ExecuteAsync($"ALTER DATABASE {database.Name} CONNECTION LIMIT 0");
        await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await Eventually.TrueAsync(async () => await StatusAsync("/health/ready") == HttpStatusCode.ServiceUnavailable, "the worker to say that it is not ready");
        (await StatusAsync("/health/live")).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> StatusAsync(string path) => (await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;
    }
}
