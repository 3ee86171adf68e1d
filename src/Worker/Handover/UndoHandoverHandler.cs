using System.Text.Json;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>Opens a case that reverses the handover of another one, as far as nobody has touched it since (F4).</summary>
internal sealed class UndoHandoverHandler(NpgsqlDataSource database, HandoverCaseOpener opener)
    : CaseOpeningHandler<UndoHandoverRequested>(database)
{
    public override UndoHandoverRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        OffboardingId = json.Id("offboardingId"),
        RequestedBy = json.Id("requestedBy"),
        GiveTo = json.OptionalId("giveTo"),
    };

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, UndoHandoverRequested command, Answer answer, CancellationToken cancellationToken)
    {
        UndoFacts facts = await UndoRows.FactsAsync(connection, command, cancellationToken);
        if (UndoRules.Check(command, facts) is { } refusal)
        {
            return refusal;
        }

        var row = new OffboardingCase
        {
            CorrelationId = EventIds.Case(command.WorkspaceId, command.RequestId),
            Kind = CaseKind.Undo,
            WorkspaceId = command.WorkspaceId,
            UserId = facts.UserId,
            RequestId = command.RequestId,
            RequestedBy = command.RequestedBy,
            Plan = JsonSerializer.Serialize(facts.GivesBack, JsonSerializerOptions.Web),
            Undoes = command.OffboardingId,
            GivesTo = command.GiveTo ?? facts.UserId,
        };
        answer.Add(await opener.OpenAsync(connection, row, null, row.RequestedBy.ToString(), cancellationToken));
        return null;
    }
}
