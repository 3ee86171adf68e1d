using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Commands;

/// <summary>Handover plans that a workspace's operators keep by name. Saving and removing are in the audit trail; no case changes by either.</summary>
public sealed class SavedPlans(DashboardDatabase database)
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>A plan with its name; null: it is not there any more.</summary>
    public async Task<(string Name, HandoverPlan Plan)?> ReadAsync(Guid workspace, Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        (string Name, string Plan)? row = await connection.QuerySingleOrDefaultAsync<(string, string)?>(
            new CommandDefinition(Sql.Read("read-saved-plan"), new { workspace, id }, cancellationToken: cancellationToken));
        return row is var (name, plan) ? (name, JsonSerializer.Deserialize<HandoverPlan>(plan, JsonSerializerOptions.Web)!) : null;
    }

    /// <summary>Keeps it under a name, in the place of one that has this name. False: there is no such workspace.</summary>
    public async Task<bool> SaveAsync(Guid workspace, string name, HandoverPlan plan, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("save-plan"), new { workspace, name, plan = JsonSerializer.Serialize(plan, JsonSerializerOptions.Web), actor }, cancellationToken: cancellationToken));
    }

    /// <summary>Removes it; its name, or null: somebody was faster.</summary>
    public async Task<string?> RemoveAsync(Guid workspace, Guid id, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(Sql.Read("remove-plan"), new { workspace, id, actor }, cancellationToken: cancellationToken));
    }
}
