using Offboarding.Contracts;
using Offboarding.Worker.Handover;

namespace Offboarding.Worker.Departures;

/// <summary>Adds up what the lines of a list would move. Whoever got something from a line has that much more when the next one is looked at.</summary>
internal sealed class ListTotals
{
    private readonly Dictionary<string, Dictionary<Guid, long>> _now = WorkKind.All.ToDictionary(static kind => kind.Name, static _ => new Dictionary<Guid, long>());
    private readonly Dictionary<string, Dictionary<Guid, long>> _gets = WorkKind.All.ToDictionary(static kind => kind.Name, static _ => new Dictionary<Guid, long>());
    private readonly Dictionary<string, (long Open, long Kept, long Unassigned)> _sums = [];

    public ListTotals() => Loads = _now.ToDictionary(static kind => kind.Key, static kind => (IReadOnlyDictionary<Guid, long>)kind.Value);

    /// <summary>What each recipient has by now, by kind. It grows with each line: a copy for each would be lines times recipients.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<Guid, long>> Loads { get; }

    /// <summary>The totals, each recipient with what they have now and what they would get in all.</summary>
    public IReadOnlyList<KindPreview> Kinds => [.. WorkKind.All.Select(kind =>
    {
        (long open, long kept, long unassigned) = _sums.GetValueOrDefault(kind.Name);
        return new KindPreview
        {
            Kind = kind.Name,
            Open = open,
            Kept = kept,
            Unassigned = unassigned,
            Recipients = [.. _gets[kind.Name].OrderByDescending(static one => one.Value).ThenBy(static one => one.Key).Select(one =>
            {
                long after = _now[kind.Name][one.Key];
                return new RecipientPreview { UserId = one.Key, Before = after - one.Value, Gets = one.Value, After = after };
            })],
        };
    })];

    /// <summary>What the recipients have was counted.</summary>
    public bool Knows(WorkKind kind) => _now[kind.Name].Count > 0;

    /// <summary>What they have; nothing, if not in it.</summary>
    public void Know(WorkKind kind, IEnumerable<Guid> people, IReadOnlyDictionary<Guid, long> loads)
    {
        foreach (Guid one in people)
        {
            _now[kind.Name][one] = loads.GetValueOrDefault(one);
        }
    }

    /// <summary>Adds what one line would move.</summary>
    public void Add(IEnumerable<KindPreview> line)
    {
        foreach (KindPreview kind in line)
        {
            (long open, long kept, long unassigned) = _sums.GetValueOrDefault(kind.Kind);
            _sums[kind.Kind] = (open + kind.Open, kept + kind.Kept, unassigned + kind.Unassigned);
            foreach (RecipientPreview one in kind.Recipients)
            {
                _gets[kind.Kind][one.UserId] = _gets[kind.Kind].GetValueOrDefault(one.UserId) + one.Gets;
                _now[kind.Kind][one.UserId] = _now[kind.Kind].GetValueOrDefault(one.UserId) + one.Gets;
            }
        }
    }
}
