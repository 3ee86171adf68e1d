using Offboarding.Contracts;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Says who gets which item: a pure function of the plan, of who is still active, and of the item's position in the order in
/// which items are taken. So batches of any size give the same split, and a run that was interrupted goes on where it was.
/// The share of somebody who left meanwhile goes to the others in turn; nothing is lost with them.
/// </summary>
/// <remarks>People are told apart by their slot: a place in <see cref="People"/>, or <see cref="Unassigned"/>.</remarks>
public sealed class Allocator
{
    /// <summary>The slot that stands for "unassigned".</summary>
    public const int Unassigned = -1;

    private readonly IAllocationOrder _turns;

    private readonly IReadOnlyList<Entry> _entries;

    private Allocator(IAllocationOrder turns, IReadOnlyList<Guid> people, IReadOnlyList<Entry> entries) =>
        (_turns, People, _entries) = (turns, people, entries);

    /// <summary>Everybody who receives, in plan order, the members of groups one by one.</summary>
    public IReadOnlyList<Guid> People { get; }

    /// <summary>Items the plan moves at most; the rest stays with the leaver (C4). <see cref="long.MaxValue"/>: all.</summary>
    public static long Limit(Allocation plan) => plan.Strategy switch
    {
        AllocationStrategy.Keep => 0,
        AllocationStrategy.Fixed when plan.Leftover == LeftoverRule.Keep => Round(plan),
        _ => long.MaxValue,
    };

    /// <summary>How many of the leaver's items find a new owner; "unassigned" is nobody (C6).</summary>
    public static long GoesToSomebody(Allocation? plan, long items) => plan?.Strategy switch
    {
        null or AllocationStrategy.Keep or AllocationStrategy.Unassigned => 0,
        AllocationStrategy.Fixed => Math.Min(items, Round(plan)),
        _ => items,
    };

    /// <summary>Everybody an allocation names, in plan order, the members of groups one by one.</summary>
    public static IReadOnlyList<Guid> PeopleOf(Allocation plan) => [.. plan.Recipients.SelectMany(PeopleOf)];

    /// <summary>An allocator for a plan that is checked already.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="openItems">Only for <c>least-loaded</c>: what each recipient had when the step began; nothing if not in it.</param>
    public static Allocator For(Allocation plan, IReadOnlyDictionary<Guid, long>? openItems = null)
    {
        IReadOnlyList<Guid> people = PeopleOf(plan);
        IReadOnlyList<Entry> entries = Entries(plan);
        IAllocationOrder turns = plan.Strategy switch
        {
            AllocationStrategy.OneColleague or AllocationStrategy.RoundRobin or AllocationStrategy.Ratio => new RoundRobin(entries, repeats: true),
            AllocationStrategy.Fixed or AllocationStrategy.Unassigned => new RoundRobin(entries, repeats: false),
            AllocationStrategy.LeastLoaded => new LeastLoaded([.. people.Select(p => openItems?.GetValueOrDefault(p) ?? 0)]),
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Strategy, "moves nothing"),
        };
        return new Allocator(turns, people, entries);
    }

    /// <summary>How many of the first items each slot gets if everybody stays active; what is missing is unassigned. Closed form.</summary>
    public long[] Shares(long items) => _turns.Shares(items);

    /// <summary>Who gets a run of items.</summary>
    /// <param name="isActive">For each slot whether they may still receive.</param>
    /// <param name="position">The first item's position; 0 is the first item of the handover.</param>
    /// <param name="count">Number of items.</param>
    /// <exception cref="NoRecipientLeftException">Somebody has to receive and nobody is left.</exception>
    public Allocated Allocate(IReadOnlyList<bool> isActive, long position, int count)
    {
        int[] planned = [.. _turns.From(position).Take(count)];
        if (!isActive.Contains(false))
        {
            return new Allocated(planned, planned);
        }

        long[] before = _turns.Shares(position);
        int[][] instead = [.. isActive.Select((active, slot) => active ? [] : Instead(isActive, slot))];
        int[] slots = [.. planned.Select(slot => slot == Unassigned || isActive[slot]
            ? slot
            : instead[slot] is { Length: > 0 } others ? others[(slot + before[slot]++) % others.Length] : throw new NoRecipientLeftException())];
        return new Allocated(planned, slots);
    }

    /// <summary>A group keeps its share as long as one of its members is there; then it goes to everybody else.</summary>
    private int[] Instead(IReadOnlyList<bool> isActive, int slot)
    {
        Entry entry = _entries.First(e => slot < e.First + e.Members);
        int[] group = [.. Enumerable.Range(entry.First, entry.Members).Where(s => isActive[s])];
        return group.Length > 0 ? group : [.. Enumerable.Range(0, isActive.Count).Where(s => isActive[s])];
    }

    private static List<Entry> Entries(Allocation plan)
    {
        var entries = new List<Entry>();
        (int slot, long place) = (0, 0);
        foreach (Recipient recipient in plan.Recipients)
        {
            var entry = new Entry(slot, PeopleOf(recipient).Count(), recipient.Amount ?? 1, place);
            entries.Add(entry);
            (slot, place) = (slot + entry.Members, place + entry.Amount);
        }

        return entries;
    }

    private static IEnumerable<Guid> PeopleOf(Recipient recipient) => recipient.UserId is { } user ? [user] : recipient.Group ?? [];

    private static long Round(Allocation plan) => plan.Recipients.Sum(r => (long)(r.Amount ?? 0));
}

/// <summary>The order in which people get items if everybody stays active: a strategy.</summary>
internal interface IAllocationOrder
{
    /// <summary>How many of the first items each slot gets. In closed form: as quick for a million items as for one.</summary>
    long[] Shares(long items);

    /// <summary>Who gets the item at a position, the one after it, and so on without end.</summary>
    IEnumerable<int> From(long position);
}

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

/// <summary>An entry of a plan as slots: a person, or the members of a group.</summary>
/// <param name="First">The first slot.</param>
/// <param name="Members">Number of slots.</param>
/// <param name="Amount">Items in one round.</param>
/// <param name="Place">Items of a round that go to the entries before it.</param>
internal sealed record Entry(int First, int Members, int Amount, long Place);
