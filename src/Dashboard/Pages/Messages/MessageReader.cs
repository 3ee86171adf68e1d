using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Privacy;
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
        ILookup<Guid, Person> people = (await connection.QueryAsync<(Guid RefusalId, Guid Id, string Name, string Status)>(new CommandDefinition(
                Sql.Read("people-of-messages"), new { ids = rows.Select(static row => row.Id).ToArray() }, cancellationToken: cancellationToken)))
            .ToLookup(static one => one.RefusalId, static one => new Person { Id = one.Id, Name = one.Name, Status = one.Status });
        List<MessageRow> shown = [.. rows.Take(PageSize).Select(row => WithEarlier(row) with { People = [.. people[row.Id]] })];
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

/// <summary>The whole of a stored message.</summary>
public sealed record StoredBody(string MessageName, string? ContentType, byte[] Body);

/// <summary>What became of an edit.</summary>
/// <param name="Sent">It was sent as a new message.</param>
/// <param name="Errors">What is wrong with the text, JSON.</param>
/// <param name="Problem">Why the message could not be edited at all; null: it could.</param>
public sealed record EditAnswer(bool Sent, string Errors, string? Problem);

/// <summary>A stored message with what belongs to it.</summary>
/// <param name="Row">The message.</param>
/// <param name="Workspace">The name of its workspace; null: it names none that is there.</param>
/// <param name="People">Those whose ids are in its reason, and whom it is about.</param>
/// <param name="Edits">What operators sent in its place, the newest first; also the edit that this message came of.</param>
public sealed record MessageDetails(MessageRow Row, string? Workspace, IReadOnlyList<Person> People, IReadOnlyList<MessageEdit> Edits);

/// <summary>Why a message was refused before it was replayed. Times are UTC.</summary>
public sealed record EarlierReason
{
    /// <summary>The refusal code.</summary>
    public string Code { get; init; } = "";

    [PersonalData(Personal.Text)]
    public string Message { get; init; } = "";

    public DateTimeOffset RefusedAt { get; init; }

    public DateTimeOffset? ReplayedAt { get; init; }

    [PersonalData(Personal.Actor)]
    public string? ReplayedBy { get; init; }
}

/// <summary>Messages that nobody could take, card by card.</summary>
public sealed class MessagesLive(MessageReader messages, Fragments fragments) : LiveReader<LiveView.Messages>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Messages view, Overview overview, CancellationToken cancellationToken)
    {
        Page<MessageRow> page = Shown(await messages.ListAsync(view.Query, cancellationToken), view);
        return Whole<MessageList>(
            string.Join(' ', page.Rows.Select(row => row.Id)) + page.Older,
            new() { ["Page"] = page, ["Query"] = view.Query, ["Rights"] = view.Rights },
            [
                .. page.Rows.Select(row => Part<MessageCard>(
                    $"message-{row.Id}",
                    $"{row.At:O} {row.ReplayedAt} {row.DiscardedAt} {row.ErasedAt}",
                    new() { ["Message"] = row, ["Rights"] = view.Rights })),
            ]);
    }
}

/// <summary>One message: its card, and what was sent in its place. The text for HR stays: somebody may be copying it.</summary>
public sealed class MessageLive(MessageReader messages, Fragments fragments) : LiveReader<LiveView.OneMessage>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.OneMessage view, Overview overview, CancellationToken cancellationToken)
    {
        if (Shown(await messages.ReadDetailsAsync(view.Id, cancellationToken), view) is not { } details)
        {
            return null;
        }

        MessageRow row = details.Row;
        return AllOf(
            Part<MessageCard>(
                $"message-{row.Id}",
                $"{row.At:O} {row.ReplayedAt} {row.DiscardedAt} {row.ErasedAt}",
                new() { ["Message"] = row, ["Rights"] = view.Rights, ["Own"] = true, ["People"] = details.People }),
            Part<MessageEdits>(
                "edits",
                string.Join(' ', details.Edits.Select(static edit => $"{edit.Id} {edit.CaseId} {edit.CaseState} {edit.RefusalId} {edit.CarriedOut} {edit.ErasedAt}")),
                new() { ["Details"] = details }));
    }
}

/// <summary>A stored message as it is before somebody acts on it.</summary>
public sealed record MessageNow
{
    public string MessageName { get; init; } = "";

    public DateTime? ReplayedAt { get; init; }

    public string? ReplayedBy { get; init; }

    public DateTime? DiscardedAt { get; init; }

    public string? DiscardedBy { get; init; }

    public DateTime? ErasedAt { get; init; }

    /// <summary>Who was faster; null: it can be acted on.</summary>
    public ActOutcome? Over(bool evenIfDiscarded) => this switch
    {
        { ErasedAt: { } at } => new ActOutcome(false, "This message was erased with the person it named. Nothing was done.", At: at),
        { ReplayedAt: { } at } => new ActOutcome(false, "This message has already been replayed. Nothing was done.", By: ReplayedBy, At: at, Did: "replayed"),
        { DiscardedAt: { } at } when !evenIfDiscarded =>
            new ActOutcome(false, "This message has already been discarded. Nothing was done.", By: DiscardedBy, At: at, Did: "discarded"),
        _ => null,
    };
}

/// <summary>Messages that could not be read or handled for one reason, and wait.</summary>
public sealed record WaitingMessages
{
    /// <summary><c>unreadable</c>, <c>not-understood</c>, <c>failed</c> or <c>not-delivered</c>.</summary>
    public string Reason { get; init; } = "";

    public long Messages { get; init; }
}

/// <summary>What the list of messages is asked for; the same words are in the address.</summary>
/// <param name="Kind"><c>refused</c> or <c>not-read</c>, null for both; <c>discarded</c> for those that are in neither list any more.</param>
/// <param name="Before">The end of the page before.</param>
public sealed record MessageQuery(string? Kind, Cursor? Before)
{
    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["refused", "not-read", "discarded"];

    /// <summary>Takes what an address says.</summary>
    public static MessageQuery Of(Filter filter) => new(filter.OneOf("kind", "a kind of message", Kinds), filter.Before());

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString() => QueryFields.Given(("kind", Kind), ("before", Before?.ToString())).ToQueryString();
}
