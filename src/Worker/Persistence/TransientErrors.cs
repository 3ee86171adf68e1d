using System.Net.Sockets;
using Npgsql;

namespace Offboarding.Worker.Persistence;

/// <summary>Errors that go away by themselves: a lost connection, a deadlock, a lost race, a timeout (design, section 7).</summary>
internal static class TransientErrors
{
    /// <summary>Raised by the trigger that keeps work away from inactive users: the recipient left in this very moment.</summary>
    private const string RaceWithDeactivation = "no_open_work_for_inactive_users";

    private const string IdleInTransaction = "25P03";
    private const string IdleSession = "57P05";

    /// <summary>
    /// Npgsql does not call these transient, and they are: the server or an administrator ended the session, or a failover has led us to a standby, which is read-only
    /// until it is promoted or until the address leads elsewhere.
    /// </summary>
    private static readonly HashSet<string> PassingStates =
    [
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.ReadOnlySqlTransaction, IdleInTransaction, IdleSession,
    ];

    public static bool IsTransient(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => true,
        PostgresException postgres when PassingStates.Contains(postgres.SqlState) => true,
        PostgresException { ConstraintName: RaceWithDeactivation } => true,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is IOException or SocketException or TimeoutException,
        TimeoutException or SocketException => true,
        { InnerException: { } inner } => IsTransient(inner),
        _ => false,
    };

    /// <summary>The statement ran longer than <c>statement_timeout</c>; a smaller batch may fit.</summary>
    public static bool IsStatementTimeout(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };
}
