namespace Offboarding.Worker.Handover;

/// <summary>
/// Everybody in turn, each entry up to its amount; then the round begins again (C3) or there is nobody left to receive (C4).
/// What a group gets goes to its members one by one (C5).
/// </summary>
internal sealed class RoundRobin(IReadOnlyList<Entry> entries, bool repeats) : IAllocationOrder
{
    private readonly long _round = entries.Sum(e => (long)e.Amount);

    public long[] Shares(long items) =>
        [.. entries.SelectMany(e => Enumerable.Range(0, e.Members).Select(m => (Run(e, items) + e.Members - 1 - m) / e.Members))];

    public IEnumerable<int> From(long position)
    {
        while (_round > 0 && (repeats || position < _round))
        {
            foreach (Entry entry in entries)
            {
                long run = Run(entry, position);
                for (long left = entry.Place + entry.Amount - (position % _round); left > 0; left--, position++)
                {
                    yield return entry.First + (int)(run++ % entry.Members);
                }
            }
        }

        while (true)
        {
            yield return Allocator.Unassigned;
        }
    }

    /// <summary>How many of the first items an entry gets.</summary>
    private long Run(Entry entry, long items) => repeats
        ? (items / _round * entry.Amount) + Math.Clamp((items % _round) - entry.Place, 0, entry.Amount)
        : Math.Clamp(items - entry.Place, 0, entry.Amount);
}
