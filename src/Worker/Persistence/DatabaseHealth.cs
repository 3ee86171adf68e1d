using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Offboarding.Worker.Persistence;

/// <summary>Ready means that the database answers; MassTransit adds the same for the broker.</summary>
internal sealed class DatabaseHealth(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using NpgsqlCommand command = database.CreateCommand(Sql.Read("now.sql"));
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException error)
        {
            return HealthCheckResult.Unhealthy($"The database does not answer: {error.Message}");
        }
    }
}
