using Dapper;
using Hangfire.States;
using Npgsql;

namespace Offboarding.Integration.Tests.Hangfire;

/// <summary>Who took over the dashboard can move jobs to another state, and have nothing run that is not ours.</summary>
public sealed class JobRightsTests(Servers servers)
{
    [Theory]
    [InlineData("INSERT INTO hangfire.job (invocationdata, arguments, createdat) VALUES ('{}', '[]', now())")]
    [InlineData("UPDATE hangfire.job SET arguments = '[]'")]
    [InlineData("UPDATE hangfire.job SET invocationdata = '{}'")]
    [InlineData("DELETE FROM hangfire.job")]
    [InlineData("UPDATE hangfire.state SET reason = 'somebody else'")]
    [InlineData("DELETE FROM hangfire.state")]
    [InlineData("INSERT INTO hangfire.hash (key, field, value) VALUES ('recurring-job:x', 'Cron', '* * * * *')")]
    [InlineData("DELETE FROM hangfire.server")]
    [InlineData("CREATE TABLE hangfire.intruder (id int)")]
    public async Task The_dashboard_can_make_no_job_and_change_none(string statement)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using var dashboard = new NpgsqlConnection(database.Dashboard);

        (await Should.ThrowAsync<PostgresException>(() => dashboard.ExecuteAsync(statement))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task The_worker_runs_no_method_but_its_own_whatever_the_storage_says()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Steps:Engine", "Hangfire"));
        string file = Path.Combine(Path.GetTempPath(), $"intruder-{Guid.NewGuid():n}");
        long job = await stage.Database.ReadAsync<long>(
            """
            INSERT INTO hangfire.job (invocationdata, arguments, createdat, statename) VALUES (jsonb_build_object(
                'Type', 'System.IO.File, System.Private.CoreLib', 'Method', 'WriteAllText', 'ParameterTypes', '["string","string"]', 'Arguments', @arguments),
                @arguments::jsonb, now(), 'Enqueued') RETURNING id
            """,
            ("arguments", $"[\"\\\"{file}\\\"\", \"\\\"x\\\"\"]"));
        await stage.Database.ExecuteAsync("INSERT INTO hangfire.jobqueue (jobid, queue) VALUES (@job, 'work')", ("job", job));

        var jobs = new Jobs(stage.Database);
        await jobs.BecomesAsync(job.ToString(System.Globalization.CultureInfo.InvariantCulture), FailedState.StateName);

        File.Exists(file).ShouldBeFalse();
    }
}
