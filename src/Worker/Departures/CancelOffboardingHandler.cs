using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Departures;

/// <summary>Calls a departure or a deletion off before it starts (F1, D8). Nothing was changed yet, so nothing has to be put back.</summary>
internal sealed class CancelOffboardingHandler(NpgsqlDataSource database) : CaseCommandHandler<CancelOffboardingRequested>(database)
{
    public override CancelOffboardingRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        OffboardingId = json.Id("offboardingId"),
        RequestedBy = json.Id("requestedBy"),
        Comment = json.Text("comment", 500, required: false),
    };

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, CancelOffboardingRequested command, OffboardingCase row, DateTime now, Answer answer,
        CancellationToken cancellationToken)
    {
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        if ((asker.CheckAdmin($"cancel case {command.OffboardingId}")
            ?? NotStartedRule.Check(command.OffboardingId, CaseStateText.Read(row.State), "cancelled", row.Kind)) is { } refusal)
        {
            return refusal;
        }

        await CaseStore.CancelAsync(connection, [row.CorrelationId], command.RequestId, cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, command.RequestedBy.ToString(), "cancelled", command.RequestId, new { command.Comment }),
            cancellationToken);
        answer.Add(Cancellation.Event(row, now, command.RequestId));
        return null;
    }
}
