using System.Globalization;
using Dapper;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Invitations;
using Offboarding.Worker.Returns;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Jobs;

/// <summary>A date that has come. What is due is decided by the rows; run early, it changes nothing and the date gets a job again.</summary>
internal sealed class DateJob(
    NpgsqlDataSource database, StepSweep steps, ReturnSweep returns, InvitationExpiry invitations, ApprovalSweep approvals, JobSignal signal) : IDateJob
{
    public async Task<string> RunAsync(string what, Guid subject, CancellationToken cancellationToken)
    {
        (bool exists, DateTime? due, DateTime now) = await LookAsync(what, subject, cancellationToken);
        if (!exists)
        {
            throw new JobCannotRunException($"There is no {what} of {subject}; nothing was done.");
        }

        if (due is null)
        {
            return "Nothing to do: it was done or cancelled before.";
        }

        if (due > now)
        {
            await AgainAsync(what, subject, cancellationToken);
            return string.Create(CultureInfo.InvariantCulture, $"Not due until {due:yyyy-MM-dd HH:mm:ss} UTC; nothing was done.");
        }

        switch (what)
        {
            case DateKinds.LastDay or DateKinds.Deletion:
                await steps.SweepAsync(cancellationToken);
                return "Due: the case starts.";
            case DateKinds.Return:
                await returns.LookAsync(cancellationToken);
                return "Due: the return was looked at.";
            case DateKinds.Invitation:
                await invitations.ExpireDueAsync(cancellationToken);
                return "Due: the invitation has expired.";
            default:
                await approvals.ExpireDueAsync(cancellationToken);
                return "Due: the request for approval has expired.";
        }
    }

    private async Task<(bool Exists, DateTime? Due, DateTime Now)> LookAsync(string what, Guid subject, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<(bool, DateTime?, DateTime)>(new CommandDefinition(
            Sql.Read("date-of-job"), new { what, subject }, cancellationToken: cancellationToken));
    }

    private async Task AgainAsync(string what, Guid subject, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("date-looked-at"), new { what, subject }, cancellationToken: cancellationToken));
        signal.Set();
    }
}
