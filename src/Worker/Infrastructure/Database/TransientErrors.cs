using System.Net.Sockets;
using Npgsql;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>Errors that go away by themselves: a lost connection, a deadlock, a lost race, a timeout (design, section 7).</summary>
internal static class TransientErrors
{
    /// <summary>Raised by the trigger that keeps work away from inactive users: the recipient left in this very moment.</summary>
    private const string RaceWithDeactivation = "no_open_work_for_inactive_users";

    /// <summary>What Npgsql says, with no code, when none of several hosts is the primary: after a failure, until a standby is promoted.</summary>
    private const string NoPrimary = "No suitable host was found.";

    private const string IdleInTransaction = "25P03";
    private const string IdleSession = "57P05";

    /// <summary>
    /// What a message cannot cause, and Npgsql does not call transient: a session that the server or an administrator ended, a standby after a failover (read-only), a
    /// changed password, a database that is restored. Whoever takes it for the message's fault puts aside everything that comes meanwhile.
    /// </summary>
    private static readonly HashSet<string> OfTheServer =
    [
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, IdleInTransaction, IdleSession, PostgresErrorCodes.ReadOnlySqlTransaction,
        PostgresErrorCodes.InvalidPassword, PostgresErrorCodes.InvalidAuthorizationSpecification, PostgresErrorCodes.InvalidCatalogName,
    ];

    public static bool IsTransient(Exception error) => error switch
    {
        PostgresException { SqlState: var state } when OfTheServer.Contains(state) => true,
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => true,
        PostgresException { ConstraintName: RaceWithDeactivation } => true,
        NpgsqlException { Message: NoPrimary } or NpgsqlException { InnerException: AggregateException } => true,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is IOException or SocketException or TimeoutException,
        TimeoutException or SocketException => true,
        { InnerException: { } inner } => IsTransient(inner),
        _ => false,
    };

    /// <summary>The statement ran longer than <c>statement_timeout</c>; a smaller batch may fit.</summary>
    public static bool IsStatementTimeout(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };
}
