using Dapper;
using Npgsql;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Security.Sessions;

/// <summary>
/// Sessions that were ended, in the database: a cookie that was copied before its owner signed out is worth nothing, at any dashboard
/// process and after a restart.
/// </summary>
public sealed class SessionBook(DashboardDatabase database)
{
    /// <summary>Ends a session for good.</summary>
    public async Task EndAsync(Guid session, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("end-session.sql"), new { session }, cancellationToken: cancellationToken));
    }

    /// <summary>Whether somebody ended it.</summary>
    public async Task<bool> HasEndedAsync(Guid session, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(Sql.Read("has-session-ended.sql"), new { session }, cancellationToken: cancellationToken));
    }
}
