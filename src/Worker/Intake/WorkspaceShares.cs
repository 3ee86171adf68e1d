using Microsoft.Extensions.Options;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Intake;

/// <summary>
/// One workspace has half of what a worker has at hand of a queue of commands; what comes beyond that waits in rows until it is called (docs/adr/0051). A place is
/// taken at the door and given back when the message is done with, whatever became of it.
/// </summary>
internal sealed class WorkspaceShares(IOptions<MessagingOptions> options, TimeProvider time)
{
    /// <summary>What was called and has not come by then was taken by another worker.</summary>
    private static readonly TimeSpan OnTheWayFor = TimeSpan.FromSeconds(10);

    private readonly int _share = Math.Max(1, options.Value.MessagesAtHand / 2);
    private readonly Lock _gate = new();
    private readonly Dictionary<Line, Share> _shares = [];
    private HashSet<Line> _waiting = [];

    /// <summary>A message is at hand, until what is returned is disposed of.</summary>
    /// <param name="line">Its workspace and its queue.</param>
    /// <param name="wasCalled">It waited, and its turn has come: it is not sent back.</param>
    /// <returns>Null: as many are at hand as one workspace may have, or others wait already; it has to wait behind them.</returns>
    public IDisposable? Come(Line line, bool wasCalled)
    {
        lock (_gate)
        {
            Share share = Of(line);
            if (!wasCalled && (share.AtHand >= _share || _waiting.Contains(line)))
            {
                return null;
            }

            share.AtHand++;
            share.OnTheWay = Math.Max(0, share.OnTheWay - (wasCalled ? 1 : 0));
            return new Place(this, line);
        }
    }

    /// <summary>Remembers where messages wait, so that what comes later does not overtake them, and forgets those of whom nothing is at hand.</summary>
    public void Await(IEnumerable<Line> lines)
    {
        lock (_gate)
        {
            _waiting = [.. lines];
            foreach ((Line line, _) in _shares.Where(one => one.Value.AtHand == 0 && OnTheWay(one.Value) == 0).ToArray())
            {
                _shares.Remove(line);
            }
        }
    }

    /// <summary>How many of those who wait there is room for: none until half of a share is free, since a call is a commit.</summary>
    public int RoomFor(Line line)
    {
        lock (_gate)
        {
            int room = _share - (_shares.TryGetValue(line, out Share? share) ? share.AtHand + OnTheWay(share) : 0);
            return room < (_share + 1) / 2 ? 0 : room;
        }
    }

    /// <summary>So many were called, and are on their way through outbox and broker.</summary>
    public void Called(Line line, int messages)
    {
        lock (_gate)
        {
            Share share = Of(line);
            share.OnTheWay = OnTheWay(share) + messages;
            share.OnTheWayUntil = time.GetUtcNow() + OnTheWayFor;
        }
    }

    private int OnTheWay(Share share) => time.GetUtcNow() < share.OnTheWayUntil ? share.OnTheWay : 0;

    private Share Of(Line line)
    {
        if (!_shares.TryGetValue(line, out Share? share))
        {
            _shares[line] = share = new Share();
        }

        return share;
    }

    private void Leave(Line line)
    {
        lock (_gate)
        {
            _shares[line].AtHand--;
        }
    }

    /// <summary>Where messages wait: those of one workspace for one queue.</summary>
    public readonly record struct Line(Guid WorkspaceId, string Exchange);

    private sealed class Share
    {
        public int AtHand { get; set; }

        public int OnTheWay { get; set; }

        public DateTimeOffset OnTheWayUntil { get; set; }
    }

    private sealed class Place(WorkspaceShares shares, Line line) : IDisposable
    {
        public void Dispose() => shares.Leave(line);
    }
}
