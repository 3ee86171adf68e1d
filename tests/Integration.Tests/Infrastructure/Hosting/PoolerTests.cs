using Npgsql;

namespace Offboarding.Integration.Tests.Infrastructure.Hosting;

/// <summary>PgBouncer between the worker and PostgreSQL: it works, or the worker does not start and says what to do.</summary>
public sealed class PoolerTests(Servers servers)
{
    private const string Refused = "Offboarding worker cannot start: ConnectionStrings:Offboarding leads to a connection pooler that ";

    [Theory]
    [InlineData("transaction", "options", Refused + "gives each transaction another session")]
    [InlineData("transaction", "", Refused + "refuses the startup parameter options")]
    [InlineData("session", "options", Refused + "drops settings of the connection: statement_timeout is 0")]
    public async Task A_pooler_that_takes_sessions_away_stops_the_start_with_one_line(string mode, string ignored, string expected)
    {
        Assert.SkipUnless(PgBouncerServer.IsInstalled, "PgBouncer is not installed; install it, or set OFFBOARDING_PGBOUNCER to the program.");
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        await using PgBouncerServer pooler = await PgBouncerServer.StartAsync(database.Worker, mode, ignored, TestContext.Current.CancellationToken);
        var login = new NpgsqlConnectionStringBuilder(database.Worker) { Host = "127.0.0.1", Port = pooler.Port };

        (int exitCode, string output) = await WorkerProgram.RunAsync(
            [$"ConnectionStrings__Offboarding={login.ConnectionString}", $"Messaging__RabbitMq={servers.RabbitMq.AddressOf("/")}"]);

        exitCode.ShouldBe(1);
        output.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith(expected);
        output.ShouldContain("pool_mode = session");
    }
}
