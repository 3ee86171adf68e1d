namespace Offboarding.Worker.Handover;

/// <summary>
/// Each item to whoever has least, and to the first of them in the plan if several have (F8). Like water that fills a vessel
/// with an uneven floor: after any number of items everybody stands at the water's level, or above it from the start.
/// </summary>
/// <param name="loads">What each slot had when the step began.</param>
internal sealed class LeastLoaded(IReadOnlyList<long> loads) : IAllocationOrder
{
    public long[] Shares(long items)
    {
        long level = Level(items);
        long over = items - Poured(level);
        return [.. loads.Select(load => load > level ? 0 : level - load + (over-- > 0 ? 1 : 0))];
    }

    public IEnumerable<int> From(long position)
    {
        long[] holds = [.. Shares(position).Zip(loads, (share, load) => share + load)];
        for (long level = Level(position); ; level++)
        {
            for (int slot = 0; slot < holds.Length; slot++)
            {
                if (holds[slot] == level)
                {
                    holds[slot]++;
                    yield return slot;
                }
            }
        }
    }

    /// <summary>The highest level that the items fill to the brim, by bisection.</summary>
    private long Level(long items)
    {
        (long low, long high) = (loads.Min(), loads.Min() + items + 1);
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = Poured(middle) <= items ? (middle, high) : (low, middle);
        }

        return low;
    }

    private long Poured(long level) => loads.Sum(load => Math.Max(0, level - load));
}
