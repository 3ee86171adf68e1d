using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Requests.Ingress;

/// <summary>
/// Keeps one workspace from taking every slot of the queues: a quarter of them at most, and none while its row is locked, but for one message
/// after each pause that finds out (docs/adr/0033).
/// </summary>
internal sealed class WorkspaceSlots(IOptions<MessagingOptions> options, TimeProvider time)
{
    /// <summary>Of a workspace that is busy and not locked a message has its turn within moments; putting it back would cost more than the wait.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<Guid, Workspace> _workspaces = new();
    private readonly int _most = Math.Max(1, options.Value.ConcurrentMessages / 4);

    /// <summary>Runs what needs the workspace's lock in one of the workspace's slots.</summary>
    /// <exception cref="WorkspaceLockedException">It is locked, or has no slot left.</exception>
    public async Task RunAsync(Guid workspaceId, Func<Task> act, CancellationToken cancellationToken)
    {
        Workspace workspace = Enter(workspaceId);
        try
        {
            if (!await workspace.Slots.WaitAsync(Patience, cancellationToken))
            {
                throw new WorkspaceLockedException();
            }

            try
            {
                await TryAsync(workspace, act);
            }
            finally
            {
                workspace.Slots.Release();
            }
        }
        finally
        {
            Leave(workspaceId, workspace);
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
            workspace.Free();
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
            Workspace workspace = _workspaces.GetOrAdd(workspaceId, _ => new Workspace(_most));
            lock (workspace)
            {
                if (!workspace.Forgotten)
                {
                    workspace.Inside++;
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
            workspace.Inside--;
            if (workspace is { Inside: 0, Pause.Ticks: 0 })
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
        private bool _probing;

        public SemaphoreSlim Slots { get; } = new(most);

        public int Inside { get; set; }

        public bool Forgotten { get; set; }

        /// <summary>Zero while nobody has found it locked.</summary>
        public TimeSpan Pause { get; private set; }

        /// <summary>While it is locked: one message after each pause.</summary>
        public bool MayTry(DateTimeOffset now)
        {
            lock (this)
            {
                if (Pause == TimeSpan.Zero)
                {
                    return true;
                }

                if (now < _lockedUntil)
                {
                    return false;
                }

                (_lockedUntil, _probing) = (now + Pause, true);
                return true;
            }
        }

        public void Free()
        {
            lock (this)
            {
                (Pause, _probing) = (TimeSpan.Zero, false);
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
