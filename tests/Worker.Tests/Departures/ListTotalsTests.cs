using Offboarding.Contracts;
using Offboarding.Worker.Departures;
using Offboarding.Worker.Handover;

namespace Offboarding.Worker.Tests.Departures;

/// <summary>What the lines of a list move in all.</summary>
public sealed class ListTotalsTests
{
    [Fact]
    public void Whoever_got_something_from_a_line_has_that_much_more_when_the_next_one_is_looked_at()
    {
        (Guid idle, Guid busy) = (Guid.NewGuid(), Guid.NewGuid());
        WorkKind kind = WorkKind.All[0];
        var plan = new HandoverPlan
        {
            Conversations = new Allocation { Strategy = AllocationStrategy.LeastLoaded, Recipients = [new Recipient { UserId = idle }, new Recipient { UserId = busy }] },
        };
        var totals = new ListTotals();
        totals.Knows(kind).ShouldBeFalse();
        totals.Know(kind, [idle, busy], new Dictionary<Guid, long> { [busy] = 4 });
        totals.Knows(kind).ShouldBeTrue();
        foreach (int line in new[] { 1, 2 })
        {
            totals.Add(HandoverPreview.Kinds(plan, new PreviewFacts { OpenWork = new Dictionary<string, long> { [kind.Name] = 10 * line }, Loads = totals.Loads }));
        }

        KindPreview all = totals.Kinds.Single(each => each.Kind == kind.Name);
        (all.Open, all.Kept, all.Unassigned).ShouldBe((30, 0, 0));
        all.Recipients.Select(one => (one.UserId, one.Before, one.Gets, one.After)).ShouldBe([(idle, 0L, 17L, 17L), (busy, 4L, 13L, 17L)]);
    }
}
