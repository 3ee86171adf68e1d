namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>
/// Group commit: rows that come at the same time are written by one statement and share its commit, since in a flood the commits are most of the work. Nothing waits
/// for company: a row that comes alone is written at once, and what comes meanwhile is the next group. One group is written at a time, on one connection.
/// </summary>
/// <param name="write">Writes all of a group or nothing.</param>
/// <param name="bytes">About how large a row is.</param>
internal sealed class GroupCommit<TRow>(Func<IReadOnlyList<TRow>, Task> write, Func<TRow, int> bytes)
{
    private const int MostRows = 500;
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private bool _isWriting;

    /// <summary>Writes a row.</summary>
    /// <returns>When it is committed: its group, in which it is too.</returns>
    /// <exception cref="Exception">What <c>write</c> threw; the row is not written, and may be added again.</exception>
    public Task<IReadOnlyList<TRow>> AddAsync(TRow row)
    {
        var waiting = new Waiting(row);
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            if (!_isWriting)
            {
                _isWriting = true;
                // Groups belong to many messages, and not to the trace of the one that happened to come first.
                ThreadPool.UnsafeQueueUserWorkItem(commit => _ = commit.WriteAllAsync(), this, preferLocal: false);
            }
        }

        return waiting.Committed.Task;
    }

    private async Task WriteAllAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            await WriteAsync(group);
        }
    }

    private List<Waiting> Next()
    {
        lock (_gate)
        {
            List<Waiting> group = [];
            int size = 0;
            while (group.Count < MostRows && _waiting.TryPeek(out Waiting? next) && (group.Count == 0 || size + bytes(next.Row) <= MostBytes))
            {
                group.Add(_waiting.Dequeue());
                size += bytes(next.Row);
            }

            _isWriting = group.Count > 0;
            return group;
        }
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        try
        {
            TRow[] rows = [.. group.Select(one => one.Row)];
            await write(rows);
            group.ForEach(one => one.Committed.SetResult(rows));
        }
        catch (Exception failure) when (group.Count > 1 && !TransientErrors.IsTransient(failure))
        {
            // A row that cannot be written keeps none of the others from being written.
            foreach (Waiting one in group)
            {
                await WriteAsync([one]);
            }
        }
        catch (Exception failure)
        {
            group.ForEach(one => one.Committed.SetException(failure));
        }
    }

    private sealed record Waiting(TRow Row)
    {
        public TaskCompletionSource<IReadOnlyList<TRow>> Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
