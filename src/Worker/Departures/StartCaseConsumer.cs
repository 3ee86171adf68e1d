using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using MassTransit;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Deletion;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Returns;

namespace Offboarding.Worker.Departures;

/// <summary>
/// Takes due cases off their queue. The message of one whose workspace is locked is dropped: the case's row stays due, and the sweep sends another one every few
/// seconds. Put off, each of them would come again beside those of the sweep, more and more of them for as long as the lock lasts.
/// </summary>
internal sealed class StartCaseConsumer(CaseStart start) : IConsumer<StartCase>
{
    public Task Consume(ConsumeContext<StartCase> context) =>
        WorkspaceLock.OrLaterAsync(() => start.StartAsync(context.Message.OffboardingId, context.CancellationToken));
}

/// <summary>
/// Starts a scheduled case that is due (F1). Owners may have changed meanwhile and the person may have been deleted, so both are checked again. A
/// recipient who left is no reason to leave sign-in open: their share goes to the others, and if nobody is left ops are told.
/// </summary>
internal sealed class CaseStart(
    NpgsqlDataSource database, CaseOpener opener, DeletionOpener deletions, AbsenceUndo undos, WorkspaceSlots slots, OutboxSignal outbox)
{
    /// <summary>Starts the case if it is there, scheduled and due.</summary>
    /// <exception cref="WorkspaceLockedException">Nothing was done; it has to come again.</exception>
    public async Task StartAsync(Guid caseId, CancellationToken cancellationToken)
    {
        OffboardingCase? found = null;
        await slots.RunAsync(MessageExchanges.StartCase, async () =>
        {
            await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
            found = await CaseStore.FindAsync(connection, caseId, cancellationToken);
        }, cancellationToken);
        if (found is { State: "scheduled" })
        {
            Traces.About(found.WorkspaceId, found.CorrelationId, found.Traceparent);
            await slots.RunAsync(MessageExchanges.StartCase, found.WorkspaceId, () => StartAsync(found, cancellationToken), cancellationToken);
        }
    }

    private async Task StartAsync(OffboardingCase found, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        using Tally? tally = Tally.Begin();
        await WorkspaceLock.TakeAsync(connection, found.WorkspaceId, cancellationToken);
        OffboardingCase row = (await CaseStore.FindAsync(connection, found.CorrelationId, cancellationToken))!;
        await (row.Kind switch
        {
            CaseKind.Delete => deletions.StartDueAsync(connection, row, cancellationToken),
            CaseKind.Undo => undos.StartDueAsync(connection, row, AuditEntry.System, cancellationToken),
            _ => StartDueAsync(connection, row, cancellationToken),
        });
        await transaction.CommitAsync(cancellationToken);
        tally?.Commit();
        outbox.Set();
    }

    private async Task StartDueAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken)
    {
        Guid? nextOwner = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            Sql.Read("next-owner"), new { caseId = row.CorrelationId }, cancellationToken: cancellationToken));
        DeactivationFacts facts = await DeactivationRows.FactsAsync(
            connection, row.WorkspaceId, row.UserId, row.RequestedBy, null, nextOwner, cancellationToken);
        if (row.State != "scheduled" || row.DueAt > facts.Now)
        {
            return;
        }

        if (DeactivationRules.CheckDue(row.UserId, facts) is { } refusal)
        {
            await CaseStore.RefuseAsync(connection, row.CorrelationId, cancellationToken);
            await RefusalStore.WriteAsync(
                connection, MessageNames.Of<DeactivateUserRequested>(), row.WorkspaceId, row.UserId, row.RequestId, refusal with { AskerWasPermitted = true },
                RequestToStartNow(row, nextOwner, await ReturnStore.FactsAsync(connection, row.CorrelationId, cancellationToken)), cancellationToken);
        }
        else
        {
            await ResolveTeamsAsync(connection, row, cancellationToken);
            await opener.StartAsync(connection, row, facts, cancellationToken);
        }
    }

    /// <summary>
    /// A team is those who are in it on the day: who joined since receives, who left does not. If nobody of a team can receive any more, those who
    /// could when the request was accepted stay in the plan, and the handover says so.
    /// </summary>
    private static async Task ResolveTeamsAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken)
    {
        HandoverPlan stored = JsonSerializer.Deserialize<HandoverPlan>(row.Plan, JsonSerializerOptions.Web)!;
        if (!WorkKind.AllocationsOf(stored).SelectMany(a => a.Recipients).Any(r => r.TeamId is not null))
        {
            return;
        }

        HandoverPlan asked = TeamPlans.AsAsked(stored);
        RecipientFacts recipients = await RecipientRows.FactsAsync(connection, row.WorkspaceId, row.UserId, asked, cancellationToken);
        recipients = LeaversInList.Without(recipients, await LeaveByTheSameListAsync(connection, row, recipients, cancellationToken));
        string plan = JsonSerializer.Serialize(TeamPlans.ResolveOnDay(stored, row.UserId, recipients), JsonSerializerOptions.Web);
        if (plan == JsonSerializer.Serialize(stored, JsonSerializerOptions.Web))
        {
            return;
        }

        await CaseStore.WritePlanOfTheDayAsync(connection, row.CorrelationId, plan, cancellationToken);
        await AuditTrail.AddAsync(
            connection, new AuditEntry(row.WorkspaceId, row.CorrelationId, AuditEntry.System, "teams-resolved", row.RequestId), cancellationToken);
        row.Plan = plan;
    }

    /// <summary>Members of the teams who are still to leave by the list that this departure is of, and where in it they are.</summary>
    private static async Task<IReadOnlyDictionary<Guid, int>> LeaveByTheSameListAsync(
        NpgsqlConnection connection, OffboardingCase row, RecipientFacts recipients, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(Guid User, int Position)>(new CommandDefinition(
            Sql.Read("leave-by-the-same-list"),
            new { row.WorkspaceId, row.RequestId, users = recipients.Teams.Values.SelectMany(t => t).Concat(recipients.LeaversTeams).Distinct().ToArray() },
            cancellationToken: cancellationToken))).ToDictionary(l => l.User, l => l.Position);

    /// <summary>What a replay sends once the cause is fixed: the request without its last day, which has come.</summary>
    private static ReceivedBody RequestToStartNow(OffboardingCase row, Guid? nextOwner, ReturnFacts back) => new(
        Encoding.UTF8.GetBytes(new JsonObject
        {
            ["requestId"] = row.RequestId,
            ["workspaceId"] = row.WorkspaceId,
            ["userId"] = row.UserId,
            ["requestedBy"] = row.RequestedBy,
            ["reason"] = row.Reason,
            ["handover"] = AsAsked(row.Plan),
            ["nextOwner"] = nextOwner,
            ["lowerSeatLimit"] = row.LowerSeatLimit,
            ["returnDay"] = back.IsOpen ? new DateTimeOffset(back.ReturnAt!.Value, TimeSpan.Zero) : null,
            ["giveBackWork"] = back is { IsOpen: true, GiveBackWork: true },
        }.ToJsonString()),
        "application/json");

    /// <summary>No plan instead of an empty one, and teams without the members they had when the request was accepted.</summary>
    private static JsonNode? AsAsked(string plan)
    {
        HandoverPlan read = JsonSerializer.Deserialize<HandoverPlan>(plan, JsonSerializerOptions.Web)!;
        return WorkKind.AllocationsOf(read).Count == 0 ? null : JsonSerializer.SerializeToNode(TeamPlans.AsAsked(read), JsonSerializerOptions.Web);
    }
}
