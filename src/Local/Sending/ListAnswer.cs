using Dapper;
using Npgsql;
using Offboarding.Local.Terminal;

namespace Offboarding.Local.Sending;

/// <summary>
/// Says what became of the lines of a list. They are looked at one by one after the list was accepted, so that "accepted" alone says
/// nothing about them. Their cases go on by themselves; the dashboard shows them.
/// </summary>
internal sealed class ListAnswer(string dashboardConnectionString, LocalTerminal terminal)
{
    /// <summary>The list was accepted and some of its lines were not.</summary>
    public const int SomeRefused = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long no further line may be answered before we say so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Waits until every line is answered and says which were refused.</summary>
    /// <returns>The exit code; null: the request brought no list.</returns>
    /// <exception cref="LocalProblem">Nothing happens any more.</exception>
    public async Task<int?> ShowAsync(Guid requestId, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(dashboardConnectionString);
        await connection.OpenAsync(cancellationToken);
        if (await AnsweredAsync(connection, requestId, cancellationToken) is not { } list)
            return null;
        foreach (string line in await connection.QueryAsync<string>(new CommandDefinition(
            EmbeddedSql.Read("refused-lines"), new { listId = list.Id }, cancellationToken: cancellationToken)))
        {
            terminal.Problem(line);
        }

        string more = string.Concat(
            list.Scheduled > 0 ? $" ({list.Scheduled:N0} scheduled)" : "", list.Held ? ", waiting for a second person" : "",
            list.Late > 0 ? $"; {list.Late:N0} with a last day that had passed already" : "");
        string sum = $"Of {list.People:N0} {(list.People == 1 ? "line" : "lines")} {list.Accepted:N0} accepted{more}, {list.Refused:N0} refused, {list.Failed:N0} failed. The dashboard shows it at /lists/{list.WorkspaceId}/{requestId}";
        if (list.Refused + list.Failed == 0)
        {
            terminal.Done(sum);
            return 0;
        }

        terminal.Say(sum);
        return SomeRefused;
    }

    private static async Task<ListRow?> AnsweredAsync(NpgsqlConnection connection, Guid requestId, CancellationToken cancellationToken)
    {
        ListRow? last = null;
        long lastChange = TimeProvider.System.GetTimestamp();
        while (true)
        {
            ListRow? now = await connection.QuerySingleOrDefaultAsync<ListRow>(new CommandDefinition(
                EmbeddedSql.Read("list-of-request"), new { requestId }, cancellationToken: cancellationToken));
            if (now is null or { IsAnswered: true })
                return now;
            if (now != last)
                (last, lastChange) = (now, TimeProvider.System.GetTimestamp());
            if (TimeProvider.System.GetElapsedTime(lastChange) > Patience)
                throw new LocalProblem($"no line of the list has been answered for {Patience.TotalSeconds:N0} seconds; local.log in the data folder says more.");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private sealed record ListRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public long People { get; init; }
        public bool Held { get; init; }
        public bool IsAnswered { get; init; }
        public long Accepted { get; init; }
        public long Scheduled { get; init; }
        public long Refused { get; init; }
        public long Failed { get; init; }
        public long Late { get; init; }
    }
}
