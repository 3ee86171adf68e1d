using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Departures;

/// <summary>
/// Who may receive the work of a list's people, read once for the whole list: line by line, the plan's people and, with <c>onlyLeaversTeams</c>, the same teams
/// would be looked up ten thousand times (docs/adr/0044).
/// </summary>
internal sealed class ListRecipients
{
    private readonly RecipientFacts _facts;
    private readonly ILookup<Guid, Guid> _teamsOf;
    private readonly Dictionary<string, IReadOnlySet<Guid>> _members = [];

    private ListRecipients(RecipientFacts facts, ILookup<Guid, Guid> teamsOf, IReadOnlyDictionary<Guid, int> positions) =>
        (_facts, _teamsOf, Everybody) = (facts, teamsOf, [.. facts.Status.Keys.Where(user => !positions.ContainsKey(user))]);

    /// <summary>Everybody who may be a recipient of some line; nobody of the list.</summary>
    public IReadOnlyCollection<Guid> Everybody { get; }

    /// <param name="connection">In the preview's snapshot.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="requests">The lines that can be read.</param>
    /// <param name="positions">Where in the list people are: they receive nothing.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task<ListRecipients> ReadAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<DeactivateUserRequested> requests, IReadOnlyDictionary<Guid, int> positions, CancellationToken cancellationToken)
    {
        (Guid User, RecipientQuery Asks)[] lines = [.. requests.Select(static request => (request.UserId, RecipientQuery.Of(request.Handover)))];
        Guid[] users = [.. lines.Where(static line => line.Asks.LeaversTeams).Select(static line => line.User).Distinct()];
        ILookup<Guid, Guid> teamsOf = (users.Length == 0 ? [] : await connection.QueryAsync<(Guid User, Guid Team)>(new CommandDefinition(
            Sql.Read("teams-of-leavers"), new { workspaceId, users }, cancellationToken: cancellationToken))).ToLookup(static one => one.User, static one => one.Team);
        var query = new RecipientQuery(
            [.. lines.SelectMany(static line => line.Asks.Recipients).Distinct()],
            [.. lines.SelectMany(static line => line.Asks.Teams).Concat(teamsOf.SelectMany(static teams => teams)).Distinct()],
            LeaversTeams: false);
        RecipientFacts facts = await RecipientRows.FactsAsync(connection, workspaceId, Guid.Empty, query, cancellationToken);
        return new ListRecipients(LeaversInList.Without(facts, positions), teamsOf, positions);
    }

    /// <summary>What the rules need to know about the recipients of one line.</summary>
    public RecipientFacts Of(Guid leaver)
    {
        Guid[] teams = [.. _teamsOf[leaver].Order()];
        string key = string.Join(' ', teams);
        if (!_members.TryGetValue(key, out IReadOnlySet<Guid>? members))
        {
            _members[key] = members = teams.SelectMany(team => _facts.Teams.GetValueOrDefault(team) ?? []).ToHashSet();
        }

        return _facts with { LeaversTeams = members };
    }
}
