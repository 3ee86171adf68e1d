using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>Reads refusals and parked messages.</summary>
public sealed class MessageReader(DashboardDatabase database, TimeProvider time)
{
    private const int PageSize = 25;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>One page, newest first.</summary>
    public async Task<Page<MessageRow>> ListAsync(MessageQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        List<MessageRow> rows = [.. await connection.QueryAsync<MessageRow>(new CommandDefinition(
            Sql.Read("list-messages"),
            new { kind = query.Kind, beforeAt = query.Before?.At, beforeId = query.Before?.Id, limit = PageSize + 1 },
            cancellationToken: cancellationToken))];
        List<MessageRow> shown = [.. rows.Take(PageSize).Select(WithEarlier)];
        return new Page<MessageRow>(shown, rows.Count > PageSize ? new Cursor(shown[^1].At, shown[^1].Id) : null);
    }

    private static MessageRow WithEarlier(MessageRow row) => row.EarlierJson is null or "[]"
        ? row
        : row with { Earlier = JsonSerializer.Deserialize<EarlierReason[]>(row.EarlierJson, JsonSerializerOptions.Web)! };

    /// <summary>What waits, by reason, the most first.</summary>
    public async Task<IReadOnlyList<WaitingMessages>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<WaitingMessages>(new CommandDefinition(Sql.Read("waiting-messages"), cancellationToken: cancellationToken))];
    }

    /// <summary>One message, read before an act; null: there is none with this id.</summary>
    public async Task<MessageNow?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<MessageNow>(
            new CommandDefinition(Sql.Read("read-message"), new { id }, cancellationToken: cancellationToken));
    }

    /// <summary>One message with what belongs to it; null: there is none with this id.</summary>
    public async Task<MessageDetails?> ReadDetailsAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-message-page"), new { id }, cancellationToken: cancellationToken));
        return await results.ReadSingleOrDefaultAsync<MessageRow>() is { } row
            ? new MessageDetails(WithEarlier(row), await results.ReadSingleOrDefaultAsync<string>(), [.. await results.ReadAsync<Person>()], [.. await results.ReadAsync<MessageEdit>()])
            : null;
    }

    /// <summary>The whole of a message; null: there is none with this id.</summary>
    public async Task<StoredBody?> ReadBodyAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StoredBody>(
            new CommandDefinition(Sql.Read("read-message-body"), new { id }, cancellationToken: cancellationToken));
    }

    /// <summary>Waits for what becomes of an edit; null: no answer came in that time, and it may still come.</summary>
    public async Task<EditAnswer?> AnswerAsync(Guid edit, TimeSpan patience, CancellationToken cancellationToken)
    {
        DateTimeOffset end = time.GetUtcNow() + patience;
        while (true)
        {
            await using (NpgsqlConnection connection = await database.OpenAsync(cancellationToken))
            {
                EditAnswer? answer = await connection.QuerySingleOrDefaultAsync<EditAnswer>(
                    new CommandDefinition(Sql.Read("answer-of-edit"), new { edit }, cancellationToken: cancellationToken));
                if (answer is not null || time.GetUtcNow() >= end)
                {
                    return answer;
                }
            }

            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }
}
