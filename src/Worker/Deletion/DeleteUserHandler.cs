using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>Permanently deletes a user, now or on a later day (D8 to D10).</summary>
internal sealed class DeleteUserHandler(NpgsqlDataSource database, DeletionOpener opener) : CaseOpeningHandler<DeleteUserRequested>(database)
{
    public override DeleteUserRequested Read(FieldReader json)
    {
        LastDay lastDay = LastDayReader.Read(json);
        Guid user = json.Id("userId");
        Guid? confirmed = json.OptionalId("confirmUserId");
        if (confirmed is null && !json.IsWrong("confirmUserId"))
        {
            json.Wrong("confirmUserId", "is missing; repeat the userId here: a deletion cannot be undone");
        }
        else if (confirmed is not null && confirmed != user && !json.IsWrong("confirmUserId"))
        {
            json.Wrong("confirmUserId", $"is {confirmed}, and userId is {user}; they have to be the same: a deletion cannot be undone");
        }

        return new DeleteUserRequested
        {
            RequestId = json.Id("requestId"),
            WorkspaceId = json.Id("workspaceId"),
            UserId = user,
            ConfirmUserId = confirmed ?? Guid.Empty,
            RequestedBy = json.Id("requestedBy"),
            Reason = json.OneOf<DeletionReason>("reason", required: true, ReasonHints.ForDeletion),
            LastDay = lastDay.Instant,
            LastDate = lastDay.Date,
            TimeZone = lastDay.Zone,
        };
    }

    protected override Guid? UserOf(DeleteUserRequested command) => command.UserId;

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, DeleteUserRequested command, Answer answer, CancellationToken cancellationToken)
    {
        DeletionFacts facts = await DeletionRows.FactsAsync(connection, command.WorkspaceId, command.UserId, command.RequestedBy, cancellationToken);
        if (DeletionRules.Check(command, facts) is { } refusal)
        {
            return refusal;
        }

        answer.Add(await opener.OpenAsync(connection, command, facts.Now, cancellationToken));
        return null;
    }
}
