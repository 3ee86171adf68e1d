using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>
/// The schemas <c>dashboard</c> and <c>dashboard_limited</c> hold no data, so they are not migrated but laid anew whenever a file of theirs has changed; the first one's
/// comment says which text it was made from (docs/adr/0002).
/// </summary>
internal static class DashboardViews
{
    public static async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        string text = $"{Sql.File("dashboard.sql")}\n{Sql.File("dashboard-limited.sql")}";
        string version = $"made from dashboard.sql and dashboard-limited.sql, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
        await using var current = new NpgsqlCommand(Sql.Read("dashboard-version"), connection);
        if (await current.ExecuteScalarAsync(cancellationToken) as string == version)
        {
            return;
        }

        // Lay and label in one transaction: who reads meanwhile waits, and sees either the old views or the new ones.
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var lay = new NpgsqlCommand(text, connection, transaction);
        await lay.ExecuteNonQueryAsync(cancellationToken);
        await using var label = new NpgsqlCommand(Sql.Read("dashboard-label"), connection, transaction)
        {
            Parameters = { new NpgsqlParameter("version", version) },
        };
        await label.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
