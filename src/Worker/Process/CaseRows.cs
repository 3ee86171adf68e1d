using Dapper;
using Npgsql;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Process;

/// <summary>Finds cases by id.</summary>
internal static class CaseRows
{
    public static Task<OffboardingCase?> FindAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<OffboardingCase>(new CommandDefinition(
            Sql.Read("find-case.sql"), new { caseId }, cancellationToken: cancellationToken));
}
