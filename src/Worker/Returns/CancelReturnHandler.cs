using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Returns;

/// <summary>Calls off a return that is ahead (F2): the person stays out.</summary>
internal sealed class CancelReturnHandler(NpgsqlDataSource database) : CaseCommandHandler<CancelReturnRequested>(database)
{
    public override CancelReturnRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        OffboardingId = json.Id("offboardingId"),
        RequestedBy = json.Id("requestedBy"),
        Comment = json.Text("comment", 500, required: false),
    };

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, CancelReturnRequested command, OffboardingCase row, DateTime now, Answer answer, CancellationToken cancellationToken)
    {
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        ReturnFacts facts = await ReturnStore.FactsAsync(connection, row.CorrelationId, cancellationToken);
        if ((asker.CheckAdmin($"cancel the return of case {command.OffboardingId}") ?? ReturnRule.CheckCancel(command.OffboardingId, facts)) is { } refusal)
        {
            return refusal;
        }

        answer.Add(await ReturnStore.CancelAsync(
            connection, row, facts, ReturnEnd.Requested, command.RequestedBy.ToString(), command.RequestId, command.Comment, cancellationToken));
        return null;
    }
}
