using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Intake;

/// <summary>Who asks, as the database knows them.</summary>
/// <param name="Id">The user.</param>
/// <param name="Status">active, inactive, invited, deleted; null: not a user of the workspace.</param>
/// <param name="IsAdmin">Has the role admin or owner.</param>
/// <param name="IsOwner">Has the role owner, or owns the account.</param>
/// <param name="WasChecked">
/// They were allowed to ask when they asked: the message is one that an operator replays, or part of a list that was accepted. The right
/// is not checked again, only what may have changed in the world.
/// </param>
public sealed record Asker(Guid Id, string? Status, bool IsAdmin, bool IsOwner = false, bool WasChecked = false)
{
    /// <summary>Checks whether they may do what only owners may: ownership is not for admins to take. Returns null if so; otherwise the refusal.</summary>
    /// <param name="wish">Completes "asked to ...", with ids.</param>
    public Refusal? CheckOwner(string wish) => CheckAdmin(wish) ?? (IsOwner || WasChecked ? null : new Refusal(
        RefusalCode.NotPermitted, $"{Id} asked to {wish} but is not an owner of the workspace.", "Let an active owner of the workspace ask."));

    /// <summary>Checks whether they may do what only admins and owners may (A1, B1). Returns null if so; otherwise the refusal.</summary>
    /// <param name="wish">Completes "asked to ...", with ids.</param>
    public Refusal? CheckAdmin(string wish)
    {
        string? problem = this switch
        {
            { WasChecked: true } => null,
            { Status: null } => "is not a user of the workspace",
            { Status: not "active" } => $"is {Status}",
            { IsAdmin: false } => "is neither admin nor owner of the workspace",
            _ => null,
        };
        return problem is null ? null : new Refusal(RefusalCode.NotPermitted, $"{Id} asked to {wish} but {problem}.",
            "An active admin or owner of the workspace must send this.");
    }

    internal static async Task<Asker> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        (string Status, bool IsAdmin, bool IsOwner, bool WasChecked)? row = await connection.QuerySingleOrDefaultAsync<(string, bool, bool, bool)?>(new CommandDefinition(
            Sql.Read("asker"), new { workspaceId, userId }, cancellationToken: cancellationToken));
        return new Asker(userId, row?.Status, row?.IsAdmin ?? false, row?.IsOwner ?? false, row?.WasChecked ?? false);
    }

    /// <summary>Does not check anybody's right to ask again, until the connection's transaction ends.</summary>
    internal static Task WasCheckedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Sql.Read("asker-was-checked"), cancellationToken: cancellationToken));

    /// <summary>
    /// The same for a message that an operator replays in their own name (docs/adr/0030), byte for byte: it was refused for something else than
    /// the right of who asked, who may have left since.
    /// </summary>
    internal static async Task TrustReplayAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid requestId, ReceivedBody body, CancellationToken cancellationToken)
    {
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("is-replay"), new { workspaceId, requestId, body = body.Bytes }, cancellationToken: cancellationToken)))
        {
            await WasCheckedAsync(connection, cancellationToken);
        }
    }
}
