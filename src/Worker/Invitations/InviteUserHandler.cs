using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Returns;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Invitations;

/// <summary>Invites a new user (C11); the workspace's policy says whether they hold a seat from now on. Nobody's identity is reused (B7).</summary>
internal sealed class InviteUserHandler(NpgsqlDataSource database) : WorkspaceCommandHandler<InviteUserRequested>(database)
{
    public override InviteUserRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        RequestedBy = json.Id("requestedBy"),
        Name = json.Text("name", 200, required: true) ?? "",
        Email = InvitationFields.ReadEmail(json),
        Kind = json.OneOf<UserKind>("kind", required: false),
        Role = json.OneOf<InvitedRole>("role", required: false),
        ExpiresInDays = InvitationFields.ReadDays(json),
    };

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, InviteUserRequested command, Answer answer, CancellationToken cancellationToken)
    {
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        InviteFacts facts = await connection.QuerySingleAsync<InviteFacts>(new CommandDefinition(
            Sql.Read("invite-facts"), command, cancellationToken: cancellationToken));
        bool holdsSeat = facts.HoldsSeat && command.Kind == UserKind.Full;
        SeatCount seats = await SeatCount.ReadAsync(connection, command.WorkspaceId, cancellationToken);
        if ((asker.CheckAdmin("invite a user") ?? facts.CheckAddress() ?? InvitationRules.CheckSeat("The invited user", holdsSeat, seats)) is { } refusal)
        {
            return refusal;
        }

        Guid user = facts.SameId ?? EventIds.Answer(command.WorkspaceId, command.RequestId, "user");
        Guid invitation = EventIds.Answer(command.WorkspaceId, command.RequestId, "invitation");
        (DateTime expiresAt, DateTime now) = await AddAsync(
            connection, facts.SameId is null ? "invite-user" : "invite-again", command, user, invitation, cancellationToken);
        string who = command.RequestedBy.ToString();
        await DeletionAhead.CallOffAsync(connection, command.WorkspaceId, user, who, command.RequestId, now, cancellationToken);
        if (holdsSeat)
        {
            await SeatLedger.AddAsync(
                connection,
                new SeatChange(command.WorkspaceId, "taken", user, seats.InUse, seats.InUse + 1, who, "invited", command.RequestId),
                cancellationToken);
        }

        await AuditTrail.AddAsync(
            connection, new AuditEntry(command.WorkspaceId, null, who, "user-invited", command.RequestId, new { user, invitation, holdsSeat }), cancellationToken);
        answer.Add(new UserInvited
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "user-invited"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            UserId = user,
            InvitationId = invitation,
            ExpiresAt = expiresAt,
            SeatHeld = holdsSeat,
        });
        return null;
    }

    private static Task<(DateTime ExpiresAt, DateTime Now)> AddAsync(
        NpgsqlConnection connection, string sql, InviteUserRequested command, Guid user, Guid invitation, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<(DateTime, DateTime)>(new CommandDefinition(
            Sql.Read(sql),
            new
            {
                command.WorkspaceId,
                command.Name,
                command.Email,
                command.RequestedBy,
                user,
                invitation,
                kind = command.Kind == UserKind.Partner ? "partner" : "full",
                role = command.Role == InvitedRole.Admin ? "admin" : "agent",
                days = command.ExpiresInDays ?? InvitationFields.DefaultDays,
            },
            cancellationToken: cancellationToken));
}

/// <summary>The fields that every invitation has.</summary>
internal static class InvitationFields
{
    public const int DefaultDays = 14;

    private const int MostDays = 90;

    public static int? ReadDays(FieldReader json) => json.Count("expiresInDays", 1, MostDays);

    /// <summary>Whether mail arrives there, only mail can tell; a typing error that cannot be an address is told at once.</summary>
    public static string ReadEmail(FieldReader json)
    {
        string email = json.Text("email", 254, required: true) ?? "";
        int at = email.IndexOf('@', StringComparison.Ordinal);
        if (email.Length > 0 && !json.IsWrong("email")
            && (at <= 0 || at != email.LastIndexOf('@') || at == email.Length - 1 || email.Any(char.IsWhiteSpace)))
        {
            json.Wrong("email", "is not an e-mail address");
        }

        return email;
    }
}
