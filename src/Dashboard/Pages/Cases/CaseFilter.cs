using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Cases;

/// <summary>What narrows the list of cases down: the same conditions for who lists them and for who acts on all that match.</summary>
internal static class CaseFilter
{
    // Up to here the cases of the people who were found are read and sorted; where more are found, the list is read in its order until a
    // page is full, which is soon. PostgreSQL cannot tell the two apart: it does not know how rare the beginning of a word is.
    private const int FewPeople = 10_000;

    /// <summary>A statement with the conditions in the place of <c>/*case-filter*/</c>.</summary>
    public static string In(string statement) =>
        Sql.Read(statement).Replace("/*case-filter*/", Sql.Read("case-filter"), StringComparison.Ordinal);

    /// <summary>Their parameters.</summary>
    public static async Task<DynamicParameters> ParametersAsync(NpgsqlConnection connection, CaseQuery query, CancellationToken cancellationToken)
    {
        Guid? id = Guid.TryParse(query.Search, out Guid parsed) ? parsed : null;
        string? words = id is null ? WordSearch.Of(query.Search) : null;
        Guid[]? people = words is null ? null : await FewPeopleAsync(connection, words, cancellationToken);
        Guid[]? workspaces = query.WorkspacesNamed ?? await WorkspaceFilter.OfAsync(connection, query.Workspace, cancellationToken);
        return new DynamicParameters(new
        {
            states = query.States,
            words = people is null ? words : null,
            people,
            id,
            // One workspace by itself: then an index that begins with it has the order of the page.
            workspace = workspaces is [Guid only] ? only : (Guid?)null,
            workspaces = workspaces is [_] ? null : workspaces,
            reason = query.Reason,
            since = query.From?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            until = query.To?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            step = query.Step,
            stepStatus = query.StepStatus,
        });
    }

    /// <summary>Who has these words in name or address; null: too many.</summary>
    private static async Task<Guid[]?> FewPeopleAsync(NpgsqlConnection connection, string words, CancellationToken cancellationToken)
    {
        Guid[] found = [.. await connection.QueryAsync<Guid>(new CommandDefinition(
            Sql.Read("find-people"), new { words, limit = FewPeople + 1 }, cancellationToken: cancellationToken))];
        return found.Length > FewPeople ? null : found;
    }
}
