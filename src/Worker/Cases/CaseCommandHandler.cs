using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
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
    protected sealed override async Task<Guid?> FindUserAsync(NpgsqlConnection connection, TCommand command, CancellationToken cancellationToken) =>
        await CaseStore.FindAsync(connection, command.OffboardingId, cancellationToken) is { } row && row.WorkspaceId == command.WorkspaceId ? row.UserId : null;

    protected sealed override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, TCommand command, Answer answer, CancellationToken cancellationToken)
    {
        DateTime? now = await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            Sql.Read("lock-case"), new { command.WorkspaceId, command.OffboardingId }, cancellationToken: cancellationToken));
        OffboardingCase? row = now is null ? null : await CaseStore.FindAsync(connection, command.OffboardingId, cancellationToken);
        Traces.About(command.WorkspaceId, command.OffboardingId, row?.Traceparent);
        answer.UserId = row?.UserId;
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

/// <summary>What the commands that open a case of their own have in common: the same command again is answered by what the case says by now.</summary>
internal abstract class CaseOpeningHandler<TCommand>(NpgsqlDataSource database) : WorkspaceCommandHandler<TCommand>(database)
    where TCommand : class, IWorkspaceCommand
{
    /// <summary>A case that was refused when it was due is answered with that refusal, which was stored then.</summary>
    protected sealed override async Task AnswerAgainAsync(NpgsqlConnection connection, TCommand command, CancellationToken cancellationToken)
    {
        Guid caseId = EventIds.Case(command.WorkspaceId, command.RequestId);
        if (await CaseStore.FindAsync(connection, caseId, cancellationToken) is { State: not "refused" } row)
        {
            await CaseAnswer.GiveAgainAsync(connection, row, cancellationToken);
            return;
        }

        await base.AnswerAgainAsync(connection, command, cancellationToken);
    }
}
