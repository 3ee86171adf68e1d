namespace Offboarding.Worker.Handover;

/// <summary>The order in which people get items if everybody stays active: a strategy.</summary>
internal interface ITurns
{
    /// <summary>How many of the first items each slot gets. In closed form: as quick for a million items as for one.</summary>
    long[] Shares(long items);

    /// <summary>Who gets the item at a position, the one after it, and so on without end.</summary>
    IEnumerable<int> From(long position);
}
