using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Approvals;

/// <summary>What both decisions have in common: somebody else than the one who asked, and once.</summary>
internal abstract class DecisionHandler<TCommand>(NpgsqlDataSource database, IOptions<ApprovalsOptions> options, MassChangeDecision decision)
    : WorkspaceCommandHandler<TCommand>(database)
    where TCommand : class, IMassChangeDecision
{
    /// <summary>How many people the one who decides saw; null: it does not matter.</summary>
    protected virtual int? Seen(TCommand command) => null;

    protected override async Task<Refusal?> ActAsync(NpgsqlConnection connection, TCommand command, Answer answer, CancellationToken cancellationToken)
    {
        if (!options.Value.OverTheBroker && !await IsSignedInAsync(connection, command, cancellationToken))
        {
            return new Refusal(
                RefusalCode.NotPermitted,
                $"The decision about approval {command.ApprovalId} did not come from the dashboard: on the broker whoever may publish can name anybody.",
                "Sign in to the dashboard and decide there, or let the administrator set Approvals:OverTheBroker.");
        }

        Guid? user = Guid.TryParse(command.RequestedBy, out Guid id) ? id : null;
        Asker? asker = user is { } known ? await Asker.FindAsync(connection, command.WorkspaceId, known, cancellationToken) : null;
        ApprovalFacts? facts = await ApprovalStore.FindAsync(connection, command.WorkspaceId, command.ApprovalId, user, command.RequestedBy.Trim(), cancellationToken);
        if (DecisionRules.Check(command.ApprovalId, command.RequestedBy, asker, facts, Seen(command)) is { } refusal)
        {
            return refusal;
        }

        answer.Add(await ApprovalStore.DecideAsync(
            connection, command.WorkspaceId, facts!, decision, user?.ToString() ?? command.RequestedBy, command.RequestId,
            EventIds.Answer(command.WorkspaceId, command.RequestId, "mass-change-decided"), command.Comment, cancellationToken));
        return null;
    }

    private static Task<bool> IsSignedInAsync(NpgsqlConnection connection, TCommand command, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("decision-was-signed-in"), new { command.RequestId, actor = command.RequestedBy, command = MessageNames.Of<TCommand>(), command.WorkspaceId, command.ApprovalId },
            cancellationToken: cancellationToken));
}

/// <summary>A second person calls departures off that wait (F9).</summary>
internal sealed class RejectMassChangeHandler(NpgsqlDataSource database, IOptions<ApprovalsOptions> options)
    : DecisionHandler<RejectMassChangeRequested>(database, options, MassChangeDecision.Rejected)
{
    public override RejectMassChangeRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        ApprovalId = json.Id("approvalId"),
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        Comment = json.Text("comment", 500, required: false),
    };
}

/// <summary>A second person lets departures begin that wait (F9).</summary>
internal sealed class ApproveMassChangeHandler(NpgsqlDataSource database, IOptions<ApprovalsOptions> options)
    : DecisionHandler<ApproveMassChangeRequested>(database, options, MassChangeDecision.Approved)
{
    public override ApproveMassChangeRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        ApprovalId = json.Id("approvalId"),
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        People = json.RequiredCount("people", 1, 100_000),
        Comment = json.Text("comment", 500, required: false),
    };

    protected override int? Seen(ApproveMassChangeRequested command) => command.People;
}
