using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Cases;

/// <summary>Finds cases by id.</summary>
internal static class CaseRows
{
    public static Task<OffboardingCase?> FindAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<OffboardingCase>(new CommandDefinition(
            Sql.Read("find-case"), new { caseId }, cancellationToken: cancellationToken));
}
