using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Requests.Answers;
using Offboarding.Worker.Requests.Ingress;
using Offboarding.Worker.Requests.Refusals;

namespace Offboarding.Worker.Requests.MassChanges;

/// <summary>What both decisions have in common: somebody else than the one who asked, and once.</summary>
internal abstract class DecisionHandler<TCommand>(NpgsqlDataSource database, MassChangeDecision decision) : WorkspaceCommandHandler<TCommand>(database)
    where TCommand : class, IMassChangeDecision
{
    /// <summary>How many people the one who decides saw; null: it does not matter.</summary>
    protected virtual int? Seen(TCommand command) => null;

    protected override async Task<Refusal?> ActAsync(NpgsqlConnection connection, TCommand command, Answer answer, CancellationToken cancellationToken)
    {
        Guid? user = Guid.TryParse(command.RequestedBy, out Guid id) ? id : null;
        Asker? asker = user is { } known ? await Asker.FindAsync(connection, command.WorkspaceId, known, cancellationToken) : null;
        ApprovalFacts? facts = await ApprovalBook.FindAsync(connection, command.WorkspaceId, command.ApprovalId, user, command.RequestedBy.Trim(), cancellationToken);
        if (DecisionRules.Check(command.ApprovalId, command.RequestedBy, asker, facts, Seen(command)) is { } refusal)
        {
            return refusal;
        }

        answer.Add(await ApprovalBook.DecideAsync(
            connection, command.WorkspaceId, facts!, decision, user?.ToString() ?? command.RequestedBy, command.RequestId,
            EventIds.Answer(command.WorkspaceId, command.RequestId, "mass-change-decided"), command.Comment, cancellationToken));
        return null;
    }
}
