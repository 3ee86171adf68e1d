using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Intake;

/// <summary>
/// Keeps one workspace from taking every slot of the queues: a quarter of them at most, and none while its row is locked, but for one message
/// after each pause that finds out. Who waits for the workspace takes no slot of the queue, and no connection (docs/adr/0033).
/// </summary>
internal sealed class WorkspaceSlots(IOptions<MessagingOptions> options, TimeProvider time)
{
    /// <summary>While others of the workspace get done a message waits for its turn; putting it back would cost more. This is how long none of them may get done.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The same for those who would fill the room of a queue: a workspace that is only busy is done with one long before, also in a worker that has just started.</summary>
    private static readonly TimeSpan PatienceOfACrowd = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    /// <summary>Those who wait come again one after the other, about as fast as one workspace can be done with: however many they are, they cost the others a few percent of a core.</summary>
    private static readonly TimeSpan FromOneToTheNext = TimeSpan.FromMilliseconds(25);

    /// <summary>Nobody waits longer than this for the next look, also behind more than 2,400 others.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<Guid, Workspace> _workspaces = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _queues = new();
    private readonly int _perQueue = options.Value.ConcurrentMessages;
    private readonly int _most = Math.Max(1, options.Value.ConcurrentMessages / 4);
    private readonly int _crowd = Math.Max(1, options.Value.MessagesAtHand / 2);

    /// <summary>How many of those who wait for the workspace may come: while it is locked one finds out after each pause.</summary>
    public int MayCome(Guid workspaceId)
    {
        if (!_workspaces.TryGetValue(workspaceId, out Workspace? workspace))
        {
            return int.MaxValue;
        }

        lock (workspace)
        {
            return workspace.Pause == TimeSpan.Zero ? int.MaxValue : workspace.IsLocked(time.GetUtcNow()) ? 0 : 1;
        }
    }

    /// <summary>Runs what needs the workspace's lock in one of the workspace's slots and one of the queue's.</summary>
    /// <exception cref="WorkspaceLockedException">It is locked, or has no slot left.</exception>
    public async Task RunAsync(string queue, Guid workspaceId, Func<Task> act, CancellationToken cancellationToken)
    {
        Workspace workspace = Enter(workspaceId);
        workspace.Begin();
        try
        {
            await WaitAsync(workspace, cancellationToken);
            try
            {
                await RunAsync(queue, () => TryAsync(workspace, act), cancellationToken);
            }
            finally
            {
                workspace.Slots.Release();
            }
        }
        catch (WorkspaceLockedException)
        {
            throw new WorkspaceLockedException { ComesAgainAfter = () => workspace.ComesAgainAfter(time.GetUtcNow()) };
        }
        finally
        {
            workspace.End();
            Leave(workspaceId, workspace);
        }
    }

    /// <summary>Runs what does not need the workspace's lock, and so does not care whether it is locked, in one of the workspace's slots and one of the queue's.</summary>
    public async Task RunWithoutLockAsync(string queue, Guid workspaceId, Func<Task> act, CancellationToken cancellationToken)
    {
        Workspace workspace = Enter(workspaceId);
        try
        {
            await workspace.Slots.WaitAsync(cancellationToken);
            try
            {
                await RunAsync(queue, act, cancellationToken);
            }
            finally
            {
                workspace.Slots.Release();
            }

            workspace.ForgetLock(time.GetUtcNow());
        }
        finally
        {
            Leave(workspaceId, workspace);
        }
    }

    /// <summary>Runs what needs no workspace's lock in one of the queue's slots.</summary>
    public async Task RunAsync(string queue, Func<Task> act, CancellationToken cancellationToken)
    {
        SemaphoreSlim slots = _queues.GetOrAdd(queue, _ => new SemaphoreSlim(_perQueue));
        await slots.WaitAsync(cancellationToken);
        try
        {
            await act();
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task WaitAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        if (workspace.IsLocked(time.GetUtcNow()))
        {
            throw new WorkspaceLockedException();
        }

        TimeSpan patience = workspace.Inside > _crowd ? PatienceOfACrowd : Patience;
        long begin = time.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // One wait from beginning to end: who waits anew waits behind all others.
        Task slot = workspace.Slots.WaitAsync(stop.Token);
        while (patience - time.GetElapsedTime(Math.Max(begin, workspace.MovedAt)) is { Ticks: > 0 } left)
        {
            try
            {
                await slot.WaitAsync(left, CancellationToken.None);
                return;
            }
            catch (TimeoutException)
            {
                // Others may have moved meanwhile.
            }
        }

        await stop.CancelAsync();
        try
        {
            await slot;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WorkspaceLockedException();
        }
    }

    private async Task TryAsync(Workspace workspace, Func<Task> act)
    {
        // One of those before it may have found the workspace locked while this one waited.
        if (!workspace.MayTry(time.GetUtcNow()))
        {
            throw new WorkspaceLockedException();
        }

        try
        {
            await act();
            workspace.Free(time.GetTimestamp());
        }
        catch (WorkspaceLockedException)
        {
            workspace.Lock(time.GetUtcNow());
            throw;
        }
    }

    private Workspace Enter(Guid workspaceId)
    {
        while (true)
        {
            Workspace workspace = _workspaces.GetOrAdd(workspaceId, _ => new Workspace(_most) { MovedAt = time.GetTimestamp() });
            lock (workspace)
            {
                if (!workspace.Forgotten)
                {
                    workspace.Users++;
                    return workspace;
                }
            }
        }
    }

    /// <summary>Forgets a workspace that has nothing in hand, unless it is known to be locked.</summary>
    private void Leave(Guid workspaceId, Workspace workspace)
    {
        lock (workspace)
        {
            workspace.Users--;
            if (workspace is { Users: 0, Pause.Ticks: 0 })
            {
                workspace.Forgotten = true;
                _workspaces.TryRemove(workspaceId, out _);
                workspace.Slots.Dispose();
            }
        }
    }

    private sealed class Workspace(int most)
    {
        private DateTimeOffset _lockedUntil;
        private DateTimeOffset _lastComesAgain;
        private bool _probing;

        private int _inside;

        public SemaphoreSlim Slots { get; } = new(most);

        /// <summary>Messages that wait for a slot or have one.</summary>
        public int Inside => _inside;

        /// <summary>Those for whom it must not be forgotten.</summary>
        public int Users { get; set; }

        public bool Forgotten { get; set; }

        /// <summary>Zero while nobody has found it locked.</summary>
        public TimeSpan Pause { get; private set; }

        /// <summary>When one of its messages was done last, or the first one came.</summary>
        public long MovedAt { get; set; }

        public void Begin() => Interlocked.Increment(ref _inside);

        public void End() => Interlocked.Decrement(ref _inside);

        /// <summary>It is, and no message is to find out yet whether it still is.</summary>
        public bool IsLocked(DateTimeOffset now)
        {
            lock (this)
            {
                return Pause > TimeSpan.Zero && now < _lockedUntil;
            }
        }

        /// <summary>While it is locked: one message after each pause.</summary>
        public bool MayTry(DateTimeOffset now)
        {
            lock (this)
            {
                if (IsLocked(now))
                {
                    return false;
                }

                if (Pause > TimeSpan.Zero)
                {
                    (_lockedUntil, _probing) = (now + Pause, true);
                }

                return true;
            }
        }

        /// <summary>Gives one that is put off its place behind those that were before.</summary>
        public TimeSpan ComesAgainAfter(DateTimeOffset now)
        {
            lock (this)
            {
                (DateTimeOffset first, DateTimeOffset next, DateTimeOffset last) = (now + FirstPause, _lastComesAgain + FromOneToTheNext, now + LongestWait);
                _lastComesAgain = next < first ? first : next > last ? last : next;
                return _lastComesAgain - now;
            }
        }

        public void Free(long now)
        {
            lock (this)
            {
                (Pause, _probing, MovedAt) = (TimeSpan.Zero, false, now);
            }
        }

        /// <summary>The pause is over and nobody looks: who takes the lock next finds out again. Else those who need no lock would be called one by one for as long as nobody does.</summary>
        public void ForgetLock(DateTimeOffset now)
        {
            lock (this)
            {
                if (Pause > TimeSpan.Zero && now >= _lockedUntil && !_probing)
                {
                    Pause = TimeSpan.Zero;
                }
            }
        }

        /// <summary>A message found it locked; of several that tried at once the first one counts.</summary>
        public void Lock(DateTimeOffset now)
        {
            lock (this)
            {
                if (_probing || Pause == TimeSpan.Zero)
                {
                    Pause = Pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(2 * Pause.Ticks, LongestPause.Ticks));
                    (_lockedUntil, _probing) = (now + Pause, false);
                }
            }
        }
    }
}
