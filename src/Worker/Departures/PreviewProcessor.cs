using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Departures;

/// <summary>Looks at what a request with <c>dryRun</c> would do (F3).</summary>
internal sealed class PreviewProcessor(PreviewStore book)
{
    /// <exception cref="PreviewTookTooLongException">A statement ran into the time limit.</exception>
    public Task AnswerAsync(DeactivateUserRequested command, CancellationToken cancellationToken)
    {
        byte[] fingerprint = IdempotencyStore.Fingerprint(command);
        Guid id = EventIds.Answer(command.WorkspaceId, command.RequestId, $"preview/{Convert.ToHexString(fingerprint)}");
        return book.AnswerAsync(
            new PreviewKey(id, command.WorkspaceId, command.UserId, command.RequestId, command.RequestedBy, fingerprint),
            connection => LookAsync(connection, id, command, cancellationToken), cancellationToken);
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
            OccurredAt = await DatabaseClock.NowAsync(connection, cancellationToken),
            Kinds = [],
            CompletedTasksRemoved = 0,
            Warnings = [],
            Refusal = null,
        };
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("workspace-exists"), new { command.WorkspaceId }, cancellationToken: cancellationToken)))
        {
            return preview with { Refusal = Refusal.UnknownWorkspace(command.WorkspaceId).InPreview() };
        }

        DeactivationFacts facts = await DeactivationRows.FactsAsync(
            connection, command.WorkspaceId, command.UserId, command.RequestedBy, command.Handover, command.NextOwner, cancellationToken);
        DeactivateUserRequested resolved = command with { Handover = TeamPlans.Resolve(command.Handover, command.UserId, facts.Recipients) };
        Refusal? refusal = DeactivationRules.Check(resolved, facts);
        if (refusal?.Code is RefusalCode.NotPermitted or RefusalCode.UnknownUser)
        {
            // Who may not ask learns nothing, and of somebody who is not there is nothing to tell.
            return preview with { Refusal = refusal.InPreview() };
        }

        facts = await DeactivationRows.WithOpenWorkAsync(connection, command.WorkspaceId, command.UserId, facts, cancellationToken);
        PreviewFacts more = await PreviewRows.FactsAsync(
            connection, command.WorkspaceId, command.UserId, resolved.Handover, facts.OpenWork, cancellationToken);
        IReadOnlyList<KindPreview> kinds = HandoverPreview.Kinds(resolved.Handover, more);
        return preview with
        {
            Kinds = kinds,
            CompletedTasksRemoved = more.CompletedTasks,
            Warnings =
            [
                .. HandoverPreview.Warnings(command.UserId, kinds, more),
                .. refusal is null ? HandoverPreview.LastDay(command.SaidLastDay(), facts.Now) : [],
                .. HandoverPreview.OnLeave(kinds, facts.Recipients),
                .. HandoverPreview.Return(command, facts.HoldsSeat, await SeatCount.ReadAsync(connection, command.WorkspaceId, cancellationToken)),
                .. facts is { Status: "active", HasMassChangePolicy: true }
                    ? HandoverPreview.Held(await MassChangeGuard.FactsAsync(connection, command.WorkspaceId, cancellationToken)) : [],
            ],
            Refusal = refusal?.InPreview(),
        };
    }
}
