using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Ownership;

/// <summary>Hands on the account, the owner role, or both (A7, B3); after that the former owner can be deactivated.</summary>
internal sealed class TransferOwnershipHandler(NpgsqlDataSource database) : WorkspaceCommandHandler<TransferOwnershipRequested>(database)
{
    public override TransferOwnershipRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        UserId = json.Id("userId"),
        NextOwner = json.Id("nextOwner"),
        RequestedBy = json.Id("requestedBy"),
    };

    protected override Guid? UserOf(TransferOwnershipRequested command) => command.UserId;

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, TransferOwnershipRequested command, Answer answer, CancellationToken cancellationToken)
    {
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        OwnershipFacts facts = await OwnershipStore.FactsAsync(connection, command.WorkspaceId, command.UserId, command.NextOwner, cancellationToken);
        if (TransferOwnershipRules.Check(command, asker, facts) is { } refusal)
        {
            return refusal;
        }

        var said = new OwnershipTransferred
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "ownership-transferred"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = await DatabaseClock.NowAsync(connection, cancellationToken),
            UserId = command.UserId,
            NextOwner = command.NextOwner,
            Account = facts.OwnsAccount,
            OwnerRole = facts.HasRole,
        };
        await OwnershipStore.TransferAsync(connection, said, null, command.RequestedBy, cancellationToken);
        answer.Add(said);
        return null;
    }
}

/// <summary>Checks whether ownership may be transferred: a pure function of the request and the facts. Returns null if so; otherwise the refusal.</summary>
public static class TransferOwnershipRules
{
    public static Refusal? Check(TransferOwnershipRequested request, Asker asker, OwnershipFacts facts) =>
        asker.CheckOwner($"transfer what {request.UserId} owns")
        ?? (facts.OwnsAnything ? null : new Refusal(RefusalCode.ConflictingRequest,
            $"User {request.UserId} neither owns the account nor has the owner role.", "There is nothing to transfer."))
        ?? OwnershipRules.CheckNext(request.UserId, facts);
}
