using Dapper;
using Npgsql;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Pages.Access;

/// <summary>Somebody who is signed in, with all their sessions. Times are UTC.</summary>
public sealed record SignedInRow
{
    /// <summary>The newest of the sessions.</summary>
    public Guid Id { get; init; }

    /// <summary>As they are called in the audit trail: what their sessions are ended by.</summary>
    [PersonalData(Personal.Actor)]
    public string Actor { get; init; } = "";

    /// <summary>link, account, oidc; several with commas between.</summary>
    public string Ways { get; init; } = "";

    public string? Addresses { get; init; }

    public long Sessions { get; init; }

    public DateTime BeganAt { get; init; }

    /// <summary>When the last of them ends in any case.</summary>
    public DateTime EndsAt { get; init; }
}

/// <summary>An entry of the access log. Times are UTC.</summary>
public sealed record AccessRow
{
    public long Id { get; init; }

    public DateTime At { get; init; }

    public string Event { get; init; } = "";

    [PersonalData(Personal.Actor)]
    public string? Actor { get; init; }

    public string? Way { get; init; }

    public string? Address { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }
}

/// <summary>What the page shows.</summary>
/// <param name="People">Who is signed in.</param>
/// <param name="Entries">A page of the access log, newest first.</param>
/// <param name="Older">Where the next page begins; null: there is none.</param>
public sealed record AccessDetails(IReadOnlyList<SignedInRow> People, IReadOnlyList<AccessRow> Entries, long? Older);

/// <summary>Reads who is signed in, and the access log.</summary>
public sealed class AccessReader(DashboardDatabase database)
{
    private const int PageSize = 100;

    /// <summary>One page.</summary>
    public async Task<AccessDetails> ReadAsync(string? name, long? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-access.sql"), new { name, before, limit = PageSize + 1 }, cancellationToken: cancellationToken));
        List<SignedInRow> people = [.. await results.ReadAsync<SignedInRow>()];
        List<AccessRow> entries = [.. await results.ReadAsync<AccessRow>()];
        return entries.Count > PageSize ? new(people, entries[..PageSize], entries[PageSize - 1].Id) : new(people, entries, null);
    }
}
