using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Preview;

/// <summary>Reads previews.</summary>
public sealed class PreviewReader(DashboardDatabase database)
{
    private const int PageSize = 50;

    /// <summary>One page, newest first.</summary>
    public async Task<Page<PreviewRow>> ListAsync(Cursor? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        List<PreviewRow> rows = [.. await connection.QueryAsync<PreviewRow>(new CommandDefinition(
            Sql.Read("list-previews"),
            new { beforeAt = before?.At, beforeId = before?.Id, limit = PageSize + 1 },
            cancellationToken: cancellationToken))];
        List<PreviewRow> shown = rows.Count > PageSize ? rows[..PageSize] : rows;
        return new Page<PreviewRow>(shown, rows.Count > PageSize ? new Cursor(shown[^1].PreviewedAt, shown[^1].Id) : null);
    }

    /// <summary>One preview; null: there is none with this id.</summary>
    public async Task<PreviewDetails?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-preview"), new { id }, cancellationToken: cancellationToken));
        PreviewRow? row = await results.ReadSingleOrDefaultAsync<PreviewRow>();
        string? answer = await results.ReadSingleOrDefaultAsync<string>();
        return row is null || answer is null
            ? null
            : new PreviewDetails(
                row, JsonSerializer.Deserialize<OffboardingPreviewed>(answer, JsonSerializerOptions.Web)!, [.. await results.ReadAsync<Person>()]);
    }

    /// <summary>The preview of a list; null: there is none with this id.</summary>
    public async Task<ListPreview?> ReadListAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-list-preview"), new { id }, cancellationToken: cancellationToken));
        string? answer = await results.ReadSingleOrDefaultAsync<string>();
        return answer is null ? null : new ListPreview(JsonSerializer.Deserialize<OffboardingListPreviewed>(answer, JsonSerializerOptions.Web)!, [.. await results.ReadAsync<Person>()]);
    }
}

/// <summary>What would happen if a list were sent.</summary>
/// <param name="Answer">As it was sent.</param>
/// <param name="People">Recipients it names.</param>
public sealed record ListPreview(OffboardingListPreviewed Answer, IReadOnlyList<Person> People);

/// <summary>Everything one preview shows.</summary>
/// <param name="Row">What the list shows.</param>
/// <param name="Answer">As it was sent.</param>
/// <param name="People">Those it names who are there.</param>
public sealed record PreviewDetails(PreviewRow Row, OffboardingPreviewed Answer, IReadOnlyList<Person> People);
