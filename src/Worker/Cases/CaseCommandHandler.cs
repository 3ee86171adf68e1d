using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Cases;

/// <summary>
/// What all commands on one case have in common: the case is locked as the saga locks it, so command and saga take turns, and
/// whoever comes second decides from what the first one wrote.
/// </summary>
internal abstract class CaseCommandHandler<TCommand>(NpgsqlDataSource database) : WorkspaceCommandHandler<TCommand>(database)
    where TCommand : class, ICaseCommand
{
    protected sealed override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, TCommand command, Answer answer, CancellationToken cancellationToken)
    {
        DateTime? now = await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            Sql.Read("lock-case"), new { command.WorkspaceId, command.OffboardingId }, cancellationToken: cancellationToken));
        OffboardingCase? row = now is null ? null : await CaseStore.FindAsync(connection, command.OffboardingId, cancellationToken);
        Traces.About(command.WorkspaceId, command.OffboardingId, row?.Traceparent);
        return row is null
            ? new Refusal(RefusalCode.InvalidRequest, $"There is no case {command.OffboardingId} in workspace {command.WorkspaceId}.",
                "Take the id from an event of the case or from the dashboard.",
                [new FieldError { Path = "offboardingId", Problem = "names no case of the workspace" }])
            : await ActAsync(connection, command, row, now!.Value, answer, cancellationToken);
    }

    /// <summary>Says no, with nothing changed, or acts; see the method it overloads.</summary>
    protected abstract Task<Refusal?> ActAsync(
        NpgsqlConnection connection, TCommand command, OffboardingCase row, DateTime now, Answer answer, CancellationToken cancellationToken);
}
