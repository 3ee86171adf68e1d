using Offboarding.Contracts;
using Offboarding.Worker.Handover;

namespace Offboarding.Worker.Tests.Handover;

/// <summary>One example for each way to divide work; A, B and C are the recipients, - is "unassigned".</summary>
public sealed class AllocatorTests
{
    [Fact]
    public void Unassigned_gives_everything_to_nobody() => Split(Plans.Of(AllocationStrategy.Unassigned), 4).ShouldBe("----");

    [Fact]
    public void One_colleague_gets_everything() => Split(Plans.Of(AllocationStrategy.OneColleague, [null]), 4).ShouldBe("AAAA");

    [Fact]
    public void Round_robin_gives_one_each_in_turn() =>
        Split(Plans.Of(AllocationStrategy.RoundRobin, [null, null, null]), 7).ShouldBe("ABCABCA");

    [Fact]
    public void C3_ratio_gives_each_up_to_their_amount_and_the_round_repeats_for_what_is_left_over() =>
        Split(Plans.Of(AllocationStrategy.Ratio, [2, 1]), 8).ShouldBe("AABAABAA");

    [Fact]
    public void C4_fixed_gives_each_up_to_their_amount_and_the_rest_to_nobody_if_the_plan_says_so() =>
        Split(Plans.Of(AllocationStrategy.Fixed, [2, 3], LeftoverRule.Unassigned), 8).ShouldBe("AABBB---");

    [Fact]
    public void C4_fixed_keeps_what_is_left_over_with_the_leaver_unless_told_otherwise() =>
        Allocator.Limit(Plans.Of(AllocationStrategy.Fixed, [2, 3])).ShouldBe(5);

    [Fact]
    public void D4_keep_moves_nothing()
    {
        Allocator.Limit(Plans.Of(AllocationStrategy.Keep)).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Allocator.For(Plans.Of(AllocationStrategy.Keep)));
    }

    [Theory]
    [InlineData(AllocationStrategy.Unassigned, new int[0])]
    [InlineData(AllocationStrategy.OneColleague, new[] { 1 })]
    [InlineData(AllocationStrategy.RoundRobin, new[] { 1, 1 })]
    [InlineData(AllocationStrategy.Ratio, new[] { 2, 1 })]
    public void Every_other_strategy_moves_everything(AllocationStrategy strategy, int[] amounts) =>
        Allocator.Limit(Plans.Of(strategy, [.. amounts.Select(a => (int?)a)])).ShouldBe(long.MaxValue);

    [Fact]
    public void Fixed_with_the_rest_unassigned_moves_everything() =>
        Allocator.Limit(Plans.Of(AllocationStrategy.Fixed, [2], LeftoverRule.Unassigned)).ShouldBe(long.MaxValue);

    [Fact]
    public void A_hundred_recipients_with_the_largest_amount_do_not_overflow()
    {
        Allocation plan = Plans.Of(AllocationStrategy.Fixed, [.. Enumerable.Repeat((int?)1_000_000, 100)]);
        Allocator.Limit(plan).ShouldBe(100_000_000);
        bool[] active = [.. Enumerable.Repeat(true, 100)];
        Allocator.For(plan).Allocate(active, 99_999_999, 1).Slots.ShouldBe([99]);
    }

    [Fact]
    public void The_share_of_a_recipient_who_left_goes_to_the_others() =>
        Split(Plans.Of(AllocationStrategy.RoundRobin, [null, null, null]), 9, isActive: [true, false, true])
            .ShouldSatisfyAllConditions(s => s.ShouldNotContain("B"), s => s.Length.ShouldBe(9));

    [Fact]
    public void If_nobody_is_left_to_receive_the_allocator_says_so_instead_of_guessing() =>
        Should.Throw<NoRecipientLeftException>(() =>
            Allocator.For(Plans.Of(AllocationStrategy.Ratio, [2, 1])).Allocate([false, false], 0, 1));

    [Fact]
    public void Unassigned_needs_nobody_who_is_active() =>
        Split(Plans.Of(AllocationStrategy.Fixed, [1], LeftoverRule.Unassigned), 3, from: 1, isActive: [false]).ShouldBe("---");

    [Fact]
    public void C5_a_share_goes_to_a_group_whose_members_take_turns_next_to_named_people()
    {
        Split(Plans.WithGroups(AllocationStrategy.Ratio, (1, 2), (2, 3)), 13).ShouldBe("AABCBAACBCAAB");
        Split(Plans.WithGroups(AllocationStrategy.Fixed, (1, 2), (3, 4)), 8).ShouldBe("AABCDB--");
        Split(Plans.WithGroups(AllocationStrategy.RoundRobin, (1, null), (2, null)), 7).ShouldBe("ABACABA");
    }

    [Fact]
    public void C5_a_group_keeps_its_share_as_long_as_one_of_its_members_is_there()
    {
        Allocation plan = Plans.WithGroups(AllocationStrategy.Ratio, (1, 2), (2, 3));
        Split(plan, 10, isActive: [true, true, false]).ShouldBe("AABBBAABBB");
        Split(plan, 10, isActive: [true, false, false]).ShouldBe("AAAAAAAAAA");
        Split(plan, 10, isActive: [false, true, true]).ShouldBe("BCBCBBCCBC");
    }

    [Fact]
    public void F8_least_loaded_fills_up_whoever_has_least_and_then_all_of_them_in_turn()
    {
        Split(LeastLoaded(3, 0, 1), 7).ShouldBe("BBCBCAB");
        Split(LeastLoaded(0, 0, 0), 4).ShouldBe("ABCA");
        Split(LeastLoaded(9, 5, 1000), 9).ShouldBe("BBBBABABA");
    }

    [Fact]
    public void F8_a_million_items_for_a_hundred_people_are_divided_at_once()
    {
        Allocator allocator = LeastLoaded([.. Enumerable.Range(0, 100).Select(i => i * 37L)]);
        long[] shares = allocator.Shares(1_000_000);
        shares.Sum().ShouldBe(1_000_000);
        long[] after = [.. shares.Select((s, i) => s + (i * 37))];
        (after.Max() - after.Min()).ShouldBe(1);
        allocator.Allocate([.. Enumerable.Repeat(true, 100)], 999_999, 1).Slots.Length.ShouldBe(1);
    }

    [Fact]
    public void What_went_on_to_others_is_told_by_who_passed_it_on()
    {
        Allocated allocated = Allocator.For(Plans.Of(AllocationStrategy.Ratio, [2, 1])).Allocate([false, true], 0, 9);
        allocated.PassedOn(9).ShouldBe(new Dictionary<int, long> { [0] = 6 });
        allocated.PassedOn(4).ShouldBe(new Dictionary<int, long> { [0] = 3 });
        Allocator.For(Plans.Of(AllocationStrategy.Ratio, [2, 1])).Allocate([true, true], 0, 9).PassedOn(9).ShouldBeEmpty();
    }

    [Fact]
    public void Two_who_left_do_not_both_burden_the_same_colleague() =>
        Split(Plans.Of(AllocationStrategy.RoundRobin, [null, null, null, null]), 16, isActive: [false, true, false, true])
            .Count(s => s == 'B').ShouldBe(8);

    private static Allocator LeastLoaded(params long[] loads)
    {
        Allocation plan = Plans.Of(AllocationStrategy.LeastLoaded, [.. loads.Select(_ => (int?)null)]);
        return Allocator.For(plan, Allocator.PeopleOf(plan).Zip(loads).ToDictionary(p => p.First, p => p.Second));
    }

    private static string Split(Allocation plan, int count, long from = 0, bool[]? isActive = null) =>
        Split(Allocator.For(plan), count, from, isActive);

    private static string Split(Allocator allocator, int count, long from = 0, bool[]? isActive = null) => string.Concat(
        allocator.Allocate(isActive ?? [.. allocator.People.Select(_ => true)], from, count).Slots
            .Select(slot => slot == Allocator.Unassigned ? '-' : (char)('A' + slot)));
}
