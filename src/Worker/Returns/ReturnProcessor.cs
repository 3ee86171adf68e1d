using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Returns;

/// <summary>Looks at one return: lets the person in, says what holds them up, or cancels what can come no more. One transaction.</summary>
internal sealed class ReturnProcessor(NpgsqlDataSource database, Reactivation reactivation)
{
    public async Task LookAsync(Guid workspaceId, Guid caseId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await WorkspaceLock.TakeAsync(connection, workspaceId, cancellationToken);
        OffboardingCase row = (await CaseStore.FindAsync(connection, caseId, cancellationToken))!;
        ReturnFacts facts = await ReturnStore.FactsAsync(connection, caseId, cancellationToken);
        if (DueReturn.CancelledBy(row, facts) is { } why)
        {
            await OutboxWriter.AddEventAsync(
                connection, await ReturnStore.CancelAsync(connection, row, facts, why, AuditEntry.System, null, null, cancellationToken), cancellationToken);
        }
        else if (DueReturn.IsDue(row, facts))
        {
            await ReturnAsync(connection, row, facts, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task ReturnAsync(NpgsqlConnection connection, OffboardingCase row, ReturnFacts facts, CancellationToken cancellationToken)
    {
        // As if who set the date asked today. They were allowed to when they did.
        var request = new ReactivateUserRequested
        {
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            RequestedBy = facts.SetBy!.Value,
            GiveBackWork = facts.GiveBackWork,
        };
        ReactivationFacts person = await Reactivation.FactsAsync(connection, request, cancellationToken);
        if (ReactivationRules.CheckReturn(request, person) is { } refusal)
        {
            await HoldUpAsync(connection, row, facts, refusal, cancellationToken);
            return;
        }

        // First, so that letting them in does not find a return that it would have to cancel.
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("return-done"), new { caseId = row.CorrelationId }, cancellationToken: cancellationToken));
        Guid id = EventIds.Event(row.CorrelationId, "user-reactivated");
        UserReactivated said = await reactivation.LetInAsync(connection, request, person, id, AuditEntry.System, cancellationToken);
        await OutboxWriter.AddAsync(connection, MessageNames.Of<UserReactivated>(), said, id, cancellationToken);
    }

    /// <summary>Ops are told once for each cause.</summary>
    private static async Task HoldUpAsync(
        NpgsqlConnection connection, OffboardingCase row, ReturnFacts facts, Refusal refusal, CancellationToken cancellationToken)
    {
        string code = JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.Code.ToString());
        if (facts.HeldCode == code)
        {
            return;
        }

        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("return-held-up"), new { caseId = row.CorrelationId, code, refusal.Message, refusal.Help }, cancellationToken: cancellationToken));
        await AuditTrail.AddAsync(
            connection, new AuditEntry(row.WorkspaceId, row.CorrelationId, AuditEntry.System, "return-held-up", null, new { facts.ReturnAt, code }), cancellationToken);
        await OutboxWriter.AddEventAsync(connection, new ReturnHeldUp
        {
            EventId = EventIds.Event(row.CorrelationId, $"return-held-up/{facts.SetByRequest}/{code}/{facts.Now:O}"),
            OffboardingId = row.CorrelationId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = facts.Now,
            ReturnsAt = facts.ReturnAt!.Value,
            Code = refusal.Code,
            Message = refusal.Message,
            Help = refusal.Help,
        }, cancellationToken);
    }
}

/// <summary>Decides what becomes of a return now: a pure function of its facts and its case.</summary>
public static class DueReturn
{
    /// <summary>Why there is nothing to return to or from any more; null: it may still come.</summary>
    public static ReturnEnd? CancelledBy(OffboardingCase row, ReturnFacts facts) => facts switch
    {
        { IsOpen: false } => null,
        { UserStatus: "deleted" } => ReturnEnd.Deleted,
        _ when row.State is "cancelled" or "refused" => ReturnEnd.NoDeparture,
        { NeverActive: true } when row.StartedAt is not null => ReturnEnd.NeverActive,
        { DepartedAgain: true } => ReturnEnd.DepartedAgain,
        { UserStatus: "active" } when row.StartedAt is not null => ReturnEnd.Reactivated,
        _ => null,
    };

    /// <summary>The day has come, and the person is out: a case whose last day was missed starts first.</summary>
    public static bool IsDue(OffboardingCase row, ReturnFacts facts) =>
        facts.IsOpen && facts.ReturnAt <= facts.Now && row.StartedAt is not null && CancelledBy(row, facts) is null;
}
