using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Returns;

/// <summary>Lets somebody in again (D6); the seat is taken under the workspace's lock, so the limit holds.</summary>
internal sealed class ReactivateUserHandler(NpgsqlDataSource database, Reactivation reactivation) : WorkspaceCommandHandler<ReactivateUserRequested>(database)
{
    public override ReactivateUserRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        UserId = json.Id("userId"),
        RequestedBy = json.Id("requestedBy"),
        GiveBackWork = json.Flag("giveBackWork"),
    };

    protected override Guid? UserOf(ReactivateUserRequested command) => command.UserId;

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, ReactivateUserRequested command, Answer answer, CancellationToken cancellationToken)
    {
        ReactivationFacts facts = await Reactivation.FactsAsync(connection, command, cancellationToken);
        if (ReactivationRules.Check(command, facts) is { } refusal)
        {
            return refusal;
        }

        answer.Add(await reactivation.LetInAsync(
            connection, command, facts, EventIds.Answer(command.WorkspaceId, command.RequestId, "user-reactivated"), command.RequestedBy.ToString(),
            cancellationToken));
        return null;
    }
}
