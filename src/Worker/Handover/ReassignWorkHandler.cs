using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>Opens a case that gives somebody's work to others, with nobody locked out (D5, D11).</summary>
internal sealed class ReassignWorkHandler(NpgsqlDataSource database, HandoverCaseOpener opener)
    : CaseOpeningHandler<ReassignWorkRequested>(database)
{
    public override ReassignWorkRequested Read(FieldReader json) => ReassignWorkReader.Read(json);

    protected override Guid? UserOf(ReassignWorkRequested command) => command.UserId;

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, ReassignWorkRequested command, Answer answer, CancellationToken cancellationToken)
    {
        (string Status, Guid? CaseInProgress)? user = await connection.QuerySingleOrDefaultAsync<(string, Guid?)?>(new CommandDefinition(
            Sql.Read("reassign-facts"), new { command.WorkspaceId, command.UserId }, cancellationToken: cancellationToken));
        var facts = new ReassignFacts
        {
            Asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken),
            Status = user?.Status,
            CaseInProgress = user?.CaseInProgress,
            Recipients = await RecipientRows.FactsAsync(connection, command.WorkspaceId, command.UserId, command.Handover, cancellationToken),
        };
        command = command with { Handover = TeamPlans.Resolve(command.Handover, command.UserId, facts.Recipients)! };
        if (ReassignRules.Check(command, facts) is { } refusal)
        {
            return refusal;
        }

        var row = new OffboardingCase
        {
            CorrelationId = EventIds.Case(command.WorkspaceId, command.RequestId),
            Kind = CaseKind.Reassign,
            WorkspaceId = command.WorkspaceId,
            UserId = command.UserId,
            RequestId = command.RequestId,
            RequestedBy = command.RequestedBy,
            Plan = JsonSerializer.Serialize(command.Handover, JsonSerializerOptions.Web),
        };
        answer.Add(await opener.OpenAsync(connection, row, command.Filter, row.RequestedBy.ToString(), cancellationToken));
        return null;
    }
}
