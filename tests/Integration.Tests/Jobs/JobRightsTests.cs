using Dapper;
using Npgsql;

namespace Offboarding.Integration.Tests.Jobs;

/// <summary>Who took over the dashboard's login can read Hangfire's storage and write nothing there.</summary>
public sealed class JobRightsTests(Servers servers)
{
    [Theory]
    [InlineData("INSERT INTO hangfire.job (invocationdata, arguments, createdat) VALUES ('{}', '[]', now())")]
    [InlineData("UPDATE hangfire.job SET arguments = '[]'")]
    [InlineData("UPDATE hangfire.job SET statename = 'Enqueued'")]
    [InlineData("DELETE FROM hangfire.job")]
    [InlineData("INSERT INTO hangfire.state (jobid, name, createdat) VALUES (1, 'Enqueued', now())")]
    [InlineData("INSERT INTO hangfire.jobqueue (jobid, queue) VALUES (1, 'work')")]
    [InlineData("INSERT INTO hangfire.hash (key, field, value) VALUES ('recurring-job:x', 'Cron', '* * * * *')")]
    [InlineData("DELETE FROM hangfire.set")]
    [InlineData("DELETE FROM hangfire.lock")]
    [InlineData("DELETE FROM hangfire.server")]
    [InlineData("CREATE TABLE hangfire.intruder (id int)")]
    [InlineData("INSERT INTO offboarding.job_changes (what, subject) VALUES ('step', gen_random_uuid())")]
    public async Task The_dashboard_writes_nothing_in_Hangfires_storage(string statement)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var dashboard = new NpgsqlConnection(database.Dashboard);

        (await Should.ThrowAsync<PostgresException>(() => dashboard.ExecuteAsync(statement))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }
}
