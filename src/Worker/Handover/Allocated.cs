namespace Offboarding.Worker.Handover;

/// <summary>Who gets a run of items, as slots of an <see cref="Allocator"/>.</summary>
/// <param name="Planned">Who would get each item if everybody were active.</param>
/// <param name="Slots">Who gets it.</param>
public sealed record Allocated(int[] Planned, int[] Slots)
{
    /// <summary>Of the first items, how many each slot that is gone passed on.</summary>
    public IReadOnlyDictionary<int, long> PassedOn(int items) => ReferenceEquals(Planned, Slots)
        ? new Dictionary<int, long>()
        : Enumerable.Range(0, items).Where(i => Planned[i] != Slots[i]).GroupBy(i => Planned[i]).ToDictionary(g => g.Key, g => g.LongCount());
}
