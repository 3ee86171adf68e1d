using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Invitations;

/// <summary>
/// Ends an invitation that was not accepted, and with it whom it is for, under the workspace's lock: person, seat, access, work and
/// departures ahead in one transaction. A contact is inactive again, as before.
/// </summary>
internal static class InvitationEnding
{
    public static Task<InvitationRow?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid invitationId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<InvitationRow>(new CommandDefinition(
            Sql.Read("invitation"), new { workspaceId, invitationId }, cancellationToken: cancellationToken));

    /// <summary>The open work the application already gave to the invited person; empty for a contact, and for somebody who is not invited any more.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> OpenWorkAsync(
        NpgsqlConnection connection, Guid workspaceId, InvitationRow? row, CancellationToken cancellationToken) =>
        row is { UserId: { } userId, PersonStatus: "invited" }
            ? await OpenWork.OfAsync(connection, workspaceId, userId, cancellationToken)
            : new Dictionary<string, long>();

    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="opener">Opens the case that takes the person's work to nobody (F5).</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="row">Its row.</param>
    /// <param name="openWork">What the person holds.</param>
    /// <param name="how">cancelled or expired.</param>
    /// <param name="who">Who did it: a user's id, or the product itself.</param>
    /// <param name="requestId">The request, or the id that stands for it.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task EndAsync(
        NpgsqlConnection connection, HandoverCaseOpener opener, Guid workspaceId, Guid invitationId, InvitationRow row,
        IReadOnlyDictionary<string, long> openWork, string how, string who, Guid requestId, CancellationToken cancellationToken)
    {
        SeatCount before = await SeatCount.ReadAsync(connection, workspaceId, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("end-invitation"), new { workspaceId, invitationId, how, row.IsHeld }, cancellationToken: cancellationToken));
        if (row.HoldsSeat)
        {
            await SeatLedger.AddAsync(
                connection,
                new SeatChange(workspaceId, "released", row.UserId, before.InUse, before.InUse - 1, who, $"invitation {how}", requestId),
                cancellationToken);
        }

        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(workspaceId, null, who, $"invitation-{how}", requestId, new { invitationId, row.UserId, row.ContactId, row.IsHeld, openWork }),
            cancellationToken);
        if (row is { UserId: { } user, PersonStatus: "invited" })
        {
            await CallDeparturesOffAsync(connection, workspaceId, user, row.Now, who, requestId, cancellationToken);
            await UnassignAsync(connection, opener, workspaceId, invitationId, user, row.InvitedBy, who, openWork, cancellationToken);
        }
    }

    /// <summary>Ends the invitation of somebody who leaves, and says so; in the transaction that takes them out.</summary>
    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="row">The departure.</param>
    /// <param name="neverActive">The person was still invited.</param>
    /// <param name="now">UTC, by the database's clock.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task EndWithDepartureAsync(
        NpgsqlConnection connection, OffboardingCase row, bool neverActive, DateTime now, CancellationToken cancellationToken)
    {
        if (await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            Sql.Read("end-invitation-of-leaver"), new { row.WorkspaceId, row.UserId, neverActive }, cancellationToken: cancellationToken)) is not { } invitation)
        {
            return;
        }

        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, row.RequestedBy.ToString(), "invitation-cancelled", row.RequestId,
                new { invitationId = invitation, row.UserId, why = "departure" }),
            cancellationToken);
        var said = new InvitationCancelled
        {
            EventId = EventIds.Event(row.CorrelationId, $"invitation-cancelled/{invitation}"),
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            OccurredAt = now,
            InvitationId = invitation,
            UserId = row.UserId,
        };
        await OutboxWriter.AddAsync(connection, MessageNames.Of<InvitationCancelled>(), said, said.EventId, cancellationToken);
    }

    /// <summary>Whoever is not there any more does not leave on a later day.</summary>
    private static async Task CallDeparturesOffAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, DateTime now, string who, Guid requestId, CancellationToken cancellationToken)
    {
        foreach (Guid caseId in await CaseStore.CancelDeparturesAheadAsync(connection, workspaceId, userId, requestId, cancellationToken))
        {
            OffboardingCase row = (await CaseStore.FindAsync(connection, caseId, cancellationToken))!;
            await AuditTrail.AddAsync(
                connection, new AuditEntry(workspaceId, caseId, who, "cancelled", requestId, new { why = "invitation-ended" }), cancellationToken);
            await OutboxWriter.AddEventAsync(connection, Cancellation.Event(row, now, requestId), cancellationToken);
        }
    }

    /// <summary>
    /// Takes the person's open work to nobody with a case of its own: in batches, in the ledger, with retries, however much it is. Its requester is who
    /// cancelled the invitation (F7); of one that expires, who sent it, since nobody else is known.
    /// </summary>
    private static async Task UnassignAsync(
        NpgsqlConnection connection, HandoverCaseOpener opener, Guid workspaceId, Guid invitationId, Guid userId, Guid invitedBy, string who,
        IReadOnlyDictionary<string, long> openWork, CancellationToken cancellationToken)
    {
        if (openWork.Count == 0)
        {
            return;
        }

        var nobody = new Allocation { Strategy = AllocationStrategy.Unassigned, Recipients = [] };
        HandoverPlan plan = WorkKind.All.Where(kind => openWork.ContainsKey(kind.Name)).Aggregate(new HandoverPlan(), (all, kind) => kind.With(all, nobody));
        Guid request = EventIds.Answer(workspaceId, invitationId, "work-of-invitation");
        await OutboxWriter.AddEventAsync(
            connection,
            await opener.OpenAsync(connection, new OffboardingCase
            {
                CorrelationId = EventIds.Case(workspaceId, request),
                Kind = CaseKind.Reassign,
                WorkspaceId = workspaceId,
                UserId = userId,
                RequestId = request,
                RequestedBy = Guid.TryParse(who, out Guid by) ? by : invitedBy,
                Plan = JsonSerializer.Serialize(plan, JsonSerializerOptions.Web),
            }, null, who, cancellationToken),
            cancellationToken);
    }
}
