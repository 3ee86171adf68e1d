using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Queries;
using Offboarding.Telemetry;

namespace Offboarding.Dashboard.Commands;

/// <summary>The one way to act: <c>dashboard.send_command</c> puts the command into the outbox, and it takes the road every command takes.</summary>
public sealed class CommandSender(DashboardDatabase database, IOptions<TelemetryOptions> telemetry)
{
    /// <summary>Sends a command.</summary>
    /// <param name="name">Its stable name, such as <c>offboarding.retry-step</c>.</param>
    /// <param name="payload">Its fields without <c>requestId</c> and <c>requestedBy</c>, which the database adds.</param>
    /// <param name="actor">Who asks; it is in the audit trail.</param>
    /// <param name="why">Why, in their words, at most 500 characters; null: they did not say. It is in the audit trail.</param>
    /// <param name="cancellationToken">Gives up; the command may have been sent.</param>
    /// <returns>The operation id: the request id of the command, and in the audit trail.</returns>
    public async Task<Guid> SendAsync(string name, object payload, string actor, string? why, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<Guid>(new CommandDefinition(
            Sql.Read("send-command"),
            new { name, payload = JsonSerializer.Serialize(payload, JsonSerializerOptions.Web), actor, why, traceparent = telemetry.Value.HasTraces() ? Activity.Current?.Id : null },
            cancellationToken: cancellationToken));
    }
}
