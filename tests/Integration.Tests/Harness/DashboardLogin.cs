using System.Text.Json.Nodes;
using Npgsql;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>What the dashboard's login does.</summary>
public static class DashboardLogin
{
    public static async Task<Guid> SendCommandAsync(TestDatabase database, string name, JsonObject payload, string actor, string? why = null)
    {
        await using var connection = new NpgsqlConnection(database.Dashboard);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT dashboard.send_command($1, $2::jsonb, $3, $4)", connection)
        {
            Parameters = { new() { Value = name }, new() { Value = payload.ToJsonString() }, new() { Value = actor }, new() { Value = (object?)why ?? DBNull.Value } },
        };
        return (Guid)(await command.ExecuteScalarAsync())!;
    }
}
