using Offboarding.Contracts;

namespace Offboarding.Worker.ReassignWork;

/// <summary>
/// Says who gets which item: a pure function of the plan, of who is still active, and of the item's position in the order in
/// which items are taken. So batches of any size give the same split, and a run that was interrupted goes on where it was.
/// The share of a recipient who left meanwhile goes to the others in turn; nothing is lost with them.
/// </summary>
public static class Allocator
{
    /// <summary>The slot that stands for "unassigned".</summary>
    public const int Unassigned = -1;

    /// <summary>Items the plan moves at most; the rest stays with the leaver (C4). <see cref="long.MaxValue"/>: all.</summary>
    public static long Limit(Allocation plan) => plan.Strategy switch
    {
        AllocationStrategy.Keep => 0,
        AllocationStrategy.Fixed when plan.Leftover == LeftoverRule.Keep => plan.Recipients.Sum(r => (long)(r.Amount ?? 0)),
        _ => long.MaxValue,
    };

    /// <summary>How many of the leaver's items find a new owner; "unassigned" is nobody (C6).</summary>
    public static long GoesToSomebody(Allocation? plan, long items) => plan?.Strategy switch
    {
        AllocationStrategy.OneColleague or AllocationStrategy.RoundRobin or AllocationStrategy.Ratio => items,
        AllocationStrategy.Fixed => Math.Min(items, Round(plan.Recipients)),
        _ => 0,
    };

    /// <summary>The slots of a run of items: an index into the plan's recipients, or <see cref="Unassigned"/>.</summary>
    /// <param name="plan">Checked already.</param>
    /// <param name="isActive">For each recipient of the plan whether they may still receive.</param>
    /// <param name="position">The first item's position; 0 is the first item of the handover.</param>
    /// <param name="count">Number of items.</param>
    /// <exception cref="NoRecipientLeftException">Somebody has to receive and nobody is left.</exception>
    public static int[] Allocate(Allocation plan, IReadOnlyList<bool> isActive, long position, int count)
    {
        int[] active = [.. Enumerable.Range(0, isActive.Count).Where(i => isActive[i])];
        var slots = new int[count];
        for (int i = 0; i < count; i++)
        {
            int planned = Planned(plan, position + i);
            slots[i] = planned == Unassigned || isActive[planned] ? planned : InsteadOf(active, position + i);
        }

        return slots;
    }

    private static int InsteadOf(int[] active, long position) =>
        active.Length == 0 ? throw new NoRecipientLeftException() : active[position % active.Length];

    private static int Planned(Allocation plan, long position) => plan.Strategy switch
    {
        AllocationStrategy.Unassigned => Unassigned,
        AllocationStrategy.OneColleague => 0,
        AllocationStrategy.RoundRobin => (int)(position % plan.Recipients.Count),
        AllocationStrategy.Ratio => InRound(plan.Recipients, position % Round(plan.Recipients)),
        AllocationStrategy.Fixed => position < Round(plan.Recipients) ? InRound(plan.Recipients, position) : Unassigned,
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Strategy, "moves nothing"),
    };

    private static long Round(IReadOnlyList<Recipient> recipients) => recipients.Sum(r => (long)(r.Amount ?? 0));

    private static int InRound(IReadOnlyList<Recipient> recipients, long place)
    {
        int i = 0;
        for (long amount = recipients[0].Amount ?? 0; place >= amount; amount = recipients[i].Amount ?? 0)
        {
            place -= amount;
            i++;
        }

        return i;
    }
}
