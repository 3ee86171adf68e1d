using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Requests.Refusals;

namespace Offboarding.Worker.Requests.Ingress;

/// <summary>Who asks, as the database knows them.</summary>
/// <param name="Id">The user.</param>
/// <param name="Status">active, inactive, invited, deleted; null: not a user of the workspace.</param>
/// <param name="IsAdmin">Has the role admin or owner.</param>
/// <param name="IsOwner">Has the role owner, or owns the account.</param>
public sealed record Asker(Guid Id, string? Status, bool IsAdmin, bool IsOwner = false)
{
    /// <summary>Says whether they may do what only owners may: ownership is not for admins to take. Null is yes.</summary>
    /// <param name="wish">Completes "asked to ...", with ids.</param>
    public Refusal? CheckOwner(string wish) => CheckAdmin(wish) ?? (IsOwner ? null : new Refusal(
        RefusalCode.NotPermitted, $"{Id} asked to {wish} but is not an owner of the workspace.", "Let an active owner of the workspace ask."));

    /// <summary>Says whether they may do what only admins and owners may (A1, B1). Null is yes.</summary>
    /// <param name="wish">Completes "asked to ...", with ids.</param>
    public Refusal? CheckAdmin(string wish)
    {
        string? problem = this switch
        {
            { Status: null } => "is not a user of the workspace",
            { Status: not "active" } => $"is {Status}",
            { IsAdmin: false } => "is neither admin nor owner of the workspace",
            _ => null,
        };
        return problem is null ? null : new Refusal(RefusalCode.NotPermitted, $"{Id} asked to {wish} but {problem}.",
            "Let an active admin or owner of the workspace ask.");
    }

    internal static async Task<Asker> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        (string Status, bool IsAdmin, bool IsOwner)? row = await connection.QuerySingleOrDefaultAsync<(string, bool, bool)?>(new CommandDefinition(
            Sql.Read("asker.sql"), new { workspaceId, userId }, cancellationToken: cancellationToken));
        return new Asker(userId, row?.Status, row?.IsAdmin ?? false, row?.IsOwner ?? false);
    }
}
