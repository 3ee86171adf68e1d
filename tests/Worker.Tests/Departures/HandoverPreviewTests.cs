using Offboarding.Contracts;
using Offboarding.Worker.Departures;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Tests.Departures;

/// <summary>What is foretold, for a million items as quickly as for one (F3).</summary>
public sealed class HandoverPreviewTests
{
    private static readonly Guid Leaver = new("0d000000-0000-4000-8000-000000000104");
    private static readonly Guid Anna = new("0d000000-0000-4000-8000-000000000201");
    private static readonly Guid Ben = new("0d000000-0000-4000-8000-000000000202");

    [Fact]
    public void Each_kind_says_what_is_open_what_stays_what_nobody_gets_and_the_load_of_each_recipient_before_and_after()
    {
        HandoverPlan plan = new()
        {
            Conversations = Of(AllocationStrategy.Ratio, (Anna, 2), (Ben, 1)),
            Contacts = Of(AllocationStrategy.Fixed, (Anna, 30), (Ben, 50)),
            Leads = Of(AllocationStrategy.Fixed, (Anna, 3)) with { Leftover = LeftoverRule.Unassigned },
        };

        Said(plan, Facts()).ShouldBe([
            "conversations 10: kept 0, unassigned 0, Anna 4+7=11, Ben 0+3=3",
            "contacts 104: kept 24, unassigned 0, Anna 0+30=30, Ben 0+50=50",
            "leads 9: kept 0, unassigned 6, Anna 0+3=3",
            "tasks 12: kept 12, unassigned 0, ",
        ]);
    }

    [Theory]
    [InlineData(true, true, 5, true)]
    [InlineData(true, true, 4, false)]
    [InlineData(true, false, 5, false)]
    [InlineData(false, true, 5, false)]
    public void F2_a_return_that_will_find_no_seat_is_foretold(bool lowers, bool holdsSeat, int inUse, bool warns)
    {
        var request = new DeactivateUserRequested
        {
            RequestId = Guid.NewGuid(),
            WorkspaceId = Guid.NewGuid(),
            UserId = Leaver,
            RequestedBy = Anna,
            Reason = DeactivationReason.LongLeave,
            LowerSeatLimit = lowers,
            ReturnDay = new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero),
        };
        HandoverPreview.Return(request, holdsSeat, new SeatCount(5, inUse)).Select(w => w.Code).ShouldBe(warns ? [PreviewWarningCode.ReturnWithoutSeat] : []);
        HandoverPreview.Return(request with { ReturnDay = null }, holdsSeat, new SeatCount(5, inUse)).ShouldBeEmpty();
    }

    [Fact]
    public void F8_least_loaded_is_foretold_from_the_loads_that_are_there() =>
        Said(new HandoverPlan { Conversations = Of(AllocationStrategy.LeastLoaded, (Anna, null), (Ben, null)) }, Facts())[0]
            .ShouldBe("conversations 10: kept 0, unassigned 0, Anna 4+3=7, Ben 0+7=7");

    [Fact]
    public void Without_a_plan_everything_stays_and_a_plan_that_cannot_be_resolved_moves_nothing()
    {
        Said(null, Facts()).ShouldAllBe(s => s.Contains("unassigned 0, ", StringComparison.Ordinal));
        HandoverPlan unknown = new() { Conversations = new Allocation { Strategy = AllocationStrategy.LeastLoaded, Recipients = [new Recipient { TeamId = Anna }] } };
        Said(unknown, Facts())[0].ShouldBe("conversations 10: kept 10, unassigned 0, ");
        Said(new HandoverPlan { Conversations = Of(AllocationStrategy.LeastLoaded) }, Facts())[0].ShouldBe("conversations 10: kept 10, unassigned 0, ");
    }

    [Fact]
    public void It_warns_of_recipients_who_get_much_or_leave_themselves_and_of_work_that_stays()
    {
        PreviewFacts facts = Facts() with
        {
            WarnAbove = 25,
            Departures = new Dictionary<Guid, (DateTime, string)> { [Ben] = (new DateTime(2026, 12, 24, 17, 0, 0, DateTimeKind.Utc), "long-leave") },
        };
        HandoverPlan plan = new()
        {
            Conversations = Of(AllocationStrategy.OneColleague, (Anna, null)),
            Contacts = Of(AllocationStrategy.Fixed, (Anna, 26), (Ben, 25)),
            Leads = Of(AllocationStrategy.Unassigned),
            Tasks = Of(AllocationStrategy.Ratio, (Ben, 3)),
        };

        HandoverPreview.Warnings(Leaver, HandoverPreview.Kinds(plan, facts), facts).Select(w => $"{w.Code} {w.Kind} {w.UserId} {w.Message}").ShouldBe([
            $"RecipientGetsMany contacts {Anna} Recipient {Anna} gets 26 contacts and then has 26; more than 25 at once is much.",
            $"RecipientLeaves  {Ben} Recipient {Ben} leaves on 2026-12-24 (long-leave); what they get would have to be handed over again.",
            $"WorkStays contacts  53 of 104 contacts stay with {Leaver}, who cannot sign in then.",
        ]);
    }

    [Fact]
    public void A_million_items_for_a_thousand_people_take_no_more_memory_than_ten_thousand_do()
    {
        Allocation plan = Of(AllocationStrategy.LeastLoaded, [.. Enumerable.Range(0, 1000).Select(_ => (Guid.NewGuid(), (int?)null))]);
        Foretell(10_000);

        (long few, _) = Foretell(10_000);
        (long many, KindPreview kind) = Foretell(1_000_000);

        // Counted in bytes, which a busy machine does not change: whoever goes through the items one by one needs far more.
        many.ShouldBeLessThan(2 * few);
        kind.Recipients.Sum(r => r.Gets).ShouldBe(1_000_000);
        kind.Recipients.Select(r => r.After).Distinct().Count().ShouldBe(2);

        (long Bytes, KindPreview Kind) Foretell(long open)
        {
            PreviewFacts facts = new()
            {
                OpenWork = new Dictionary<string, long> { ["conversations"] = open },
                Loads = new Dictionary<string, IReadOnlyDictionary<Guid, long>>
                {
                    ["conversations"] = plan.Recipients.Select((r, i) => (r.UserId!.Value, i)).ToDictionary(p => p.Value, p => (long)p.i),
                },
            };
            long before = GC.GetAllocatedBytesForCurrentThread();
            IReadOnlyList<KindPreview> kinds = HandoverPreview.Kinds(new HandoverPlan { Conversations = plan }, facts);
            return (GC.GetAllocatedBytesForCurrentThread() - before, kinds[0]);
        }
    }

    private static PreviewFacts Facts() => new()
    {
        OpenWork = new Dictionary<string, long> { ["conversations"] = 10, ["contacts"] = 104, ["leads"] = 9, ["tasks"] = 12 },
        Loads = new Dictionary<string, IReadOnlyDictionary<Guid, long>> { ["conversations"] = new Dictionary<Guid, long> { [Anna] = 4 } },
    };

    private static Allocation Of(AllocationStrategy strategy, params (Guid User, int? Amount)[] recipients) => new()
    {
        Strategy = strategy,
        Recipients = [.. recipients.Select(r => new Recipient { UserId = r.User, Amount = r.Amount })],
    };

    private static List<string> Said(HandoverPlan? plan, PreviewFacts facts) => [.. HandoverPreview.Kinds(plan, facts).Select(k =>
        $"{k.Kind} {k.Open}: kept {k.Kept}, unassigned {k.Unassigned}, "
        + string.Join(", ", k.Recipients.Select(r => $"{(r.UserId == Anna ? "Anna" : "Ben")} {r.Before}+{r.Gets}={r.After}")))];
}
