using System.Security.Claims;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Security.Sessions;

/// <summary>
/// Sessions in the database: who is signed in, and which were ended. A cookie that was copied before its session was ended is worth
/// nothing, at any dashboard process and after a restart.
/// </summary>
public sealed class SessionStore(DashboardDatabase database)
{
    /// <summary>Writes down that somebody signs in.</summary>
    public Task BeginAsync(ClaimsPrincipal user, string? address, DateTimeOffset endsAt, CancellationToken cancellationToken) => ExecuteAsync(
        "begin-session",
        new
        {
            session = user.Session(),
            actor = user.Actor(),
            way = user.FindFirstValue(SignedIn.WayClaim),
            address,
            endsAt,
            issuer = user.FindFirstValue(SignedIn.IssuerClaim),
            subject = user.FindFirstValue(SignedIn.SubjectClaim),
            providerSession = user.FindFirstValue(SignedIn.ProviderSessionClaim),
        },
        cancellationToken);

    /// <summary>Ends a session for good.</summary>
    public Task EndAsync(Guid session, CancellationToken cancellationToken) => ExecuteAsync("end-session", new { session }, cancellationToken);

    /// <summary>Ends all sessions of somebody, on behalf of an admin, and writes it into the audit trail.</summary>
    /// <returns>The operation, and how many sessions it ended.</returns>
    public async Task<(Guid Operation, int Ended)> EndOfAsync(string person, string actor, string why, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenForAllAsync(cancellationToken);
        return await connection.QuerySingleAsync<(Guid, int)>(
            new CommandDefinition(Sql.Read("end-sessions-of"), new { person, actor, why }, cancellationToken: cancellationToken));
    }

    /// <summary>Ends what a provider says is over: a session there, or all sessions of somebody, that began here before a moment.</summary>
    /// <returns>Whose sessions ended, one line for each.</returns>
    public async Task<IReadOnlyList<string>> EndAtProviderAsync(string issuer, string? subject, string? providerSession, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenForAllAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(new CommandDefinition(
            Sql.Read("end-sessions-at-provider"), new { issuer, subject, providerSession, before }, cancellationToken: cancellationToken))];
    }

    /// <summary>Whether somebody ended it.</summary>
    public async Task<bool> HasEndedAsync(Guid session, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenForAllAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(Sql.Read("has-session-ended"), new { session }, cancellationToken: cancellationToken));
    }

    private async Task ExecuteAsync(string statement, object parameters, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenForAllAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read(statement), parameters, cancellationToken: cancellationToken));
    }
}
