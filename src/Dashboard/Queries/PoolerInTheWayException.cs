using Npgsql;

namespace Offboarding.Dashboard.Queries;

/// <summary>
/// Somebody who is limited to some workspaces asks, and a pooler stands between the dashboard and PostgreSQL. With <c>pool_mode = transaction</c> it would give
/// one operator's session to another, so nobody who is limited is served (docs/adr/0042).
/// </summary>
public sealed class PoolerInTheWayException(Exception? inner = null) : NpgsqlException(
    "ConnectionStrings:Dashboard leads to a connection pooler. Operators who are limited to workspaces need a connection to PostgreSQL itself; the dashboard pools its connections.", inner);
