using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Requests.Answers;
using Offboarding.Worker.Requests.DeactivateUser;
using Offboarding.Worker.Requests.Handover;
using Offboarding.Worker.Requests.LastDays;
using Offboarding.Worker.Requests.MassChanges;
using Offboarding.Worker.Requests.Refusals;
using Offboarding.Worker.Requests.Seats;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Requests.PreviewHandover;

/// <summary>
/// Answers a request with <c>dryRun</c> (F3). One snapshot of the database, no lock: a preview keeps nobody waiting. All it
/// writes is the answer, kept for the dashboard and for the same request again, and the event.
/// </summary>
internal sealed class PreviewDesk(NpgsqlDataSource database)
{
    /// <exception cref="PreviewTookTooLongException">A statement ran into the time limit.</exception>
    public async Task AnswerAsync(DeactivateUserRequested command, CancellationToken cancellationToken)
    {
        try
        {
            await PreviewAsync(command, cancellationToken);
        }
        catch (PostgresException error) when (TransientErrors.IsStatementTimeout(error))
        {
            throw new PreviewTookTooLongException();
        }
    }

    private async Task PreviewAsync(DeactivateUserRequested command, CancellationToken cancellationToken)
    {
        byte[] fingerprint = AnswerBook.Fingerprint(command);
        Guid id = EventIds.Answer(command.WorkspaceId, command.RequestId, $"preview/{Convert.ToHexString(fingerprint)}");
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("preview-time-limit.sql"), cancellationToken: cancellationToken));
        string? earlier = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            Sql.Read("preview-find.sql"), new { id }, cancellationToken: cancellationToken));
        OffboardingPreviewed preview = earlier is null
            ? await LookAsync(connection, id, command, cancellationToken)
            : JsonSerializer.Deserialize<OffboardingPreviewed>(earlier, JsonSerializerOptions.Web)!;
        if (earlier is null)
        {
            string answer = JsonSerializer.Serialize(preview, JsonSerializerOptions.Web);
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Read("preview-add.sql"),
                new { id, command.WorkspaceId, command.UserId, command.RequestId, command.RequestedBy, fingerprint, answer },
                cancellationToken: cancellationToken));
        }

        await OutboxWriter.AddAsync(connection, MessageNames.Of<OffboardingPreviewed>(), preview, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<OffboardingPreviewed> LookAsync(
        NpgsqlConnection connection, Guid id, DeactivateUserRequested command, CancellationToken cancellationToken)
    {
        var preview = new OffboardingPreviewed
        {
            EventId = id,
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            UserId = command.UserId,
            OccurredAt = await StepRows.NowAsync(connection, cancellationToken),
            Kinds = [],
            CompletedTasksRemoved = 0,
            Warnings = [],
            Refusal = null,
        };
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("workspace-exists.sql"), new { command.WorkspaceId }, cancellationToken: cancellationToken)))
        {
            return preview with { Refusal = Of(UnknownWorkspace(command.WorkspaceId)) };
        }

        DeactivationFacts facts = await DeactivationRows.FactsAsync(
            connection, command.WorkspaceId, command.UserId, command.RequestedBy, command.Handover, command.NextOwner, cancellationToken);
        DeactivateUserRequested resolved = command with { Handover = TeamPlans.Resolve(command.Handover, command.UserId, facts.Recipients) };
        Refusal? refusal = DeactivationRules.Check(resolved, facts);
        if (refusal?.Code is RefusalCode.NotPermitted or RefusalCode.UnknownUser)
        {
            // Who may not ask learns nothing, and of somebody who is not there is nothing to tell.
            return preview with { Refusal = Of(refusal) };
        }

        facts = await DeactivationRows.WithOpenWorkAsync(connection, command.WorkspaceId, command.UserId, facts, cancellationToken);
        PreviewFacts more = await PreviewRows.FactsAsync(
            connection, command.WorkspaceId, command.UserId, resolved.Handover, facts.OpenWork, cancellationToken);
        IReadOnlyList<KindPreview> kinds = Foresight.Kinds(resolved.Handover, more);
        return preview with
        {
            Kinds = kinds,
            CompletedTasksRemoved = more.CompletedTasks,
            Warnings =
            [
                .. Foresight.Warnings(command.UserId, kinds, more),
                .. refusal is null ? Foresight.LastDay(command.SaidLastDay(), facts.Now) : [],
                .. Foresight.OnLeave(kinds, facts.Recipients),
                .. Foresight.Return(command, facts.HoldsSeat, await SeatCount.ReadAsync(connection, command.WorkspaceId, cancellationToken)),
                .. facts is { Status: "active", HasMassChangePolicy: true }
                    ? Foresight.Held(await MassChangeGuard.FactsAsync(connection, command.WorkspaceId, cancellationToken)) : [],
            ],
            Refusal = refusal is null ? null : Of(refusal),
        };
    }

    private static Refusal UnknownWorkspace(Guid workspaceId) =>
        new(RefusalCode.UnknownWorkspace, $"There is no workspace {workspaceId}.", "Check workspaceId.");

    private static PreviewRefusal Of(Refusal refusal) =>
        new() { Code = refusal.Code, Message = refusal.Message, Help = refusal.Help, Errors = refusal.Errors };
}
