using Offboarding.Contracts;
using Offboarding.Worker.ReassignWork;

namespace Offboarding.Worker.Tests.ReassignWork;

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
        Should.Throw<ArgumentOutOfRangeException>(() => Allocator.Allocate(Plans.Of(AllocationStrategy.Keep), [], 0, 1));
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
        Allocator.Allocate(plan, active, 99_999_999, 1).ShouldBe([99]);
    }

    [Fact]
    public void The_share_of_a_recipient_who_left_goes_to_the_others() =>
        Split(Plans.Of(AllocationStrategy.RoundRobin, [null, null, null]), 9, isActive: [true, false, true])
            .ShouldSatisfyAllConditions(s => s.ShouldNotContain("B"), s => s.Length.ShouldBe(9));

    [Fact]
    public void If_nobody_is_left_to_receive_the_allocator_says_so_instead_of_guessing() =>
        Should.Throw<NoRecipientLeftException>(() =>
            Allocator.Allocate(Plans.Of(AllocationStrategy.Ratio, [2, 1]), [false, false], 0, 1));

    [Fact]
    public void Unassigned_needs_nobody_who_is_active() =>
        Split(Plans.Of(AllocationStrategy.Fixed, [1], LeftoverRule.Unassigned), 3, from: 1, isActive: [false]).ShouldBe("---");

    private static string Split(Allocation plan, int count, long from = 0, bool[]? isActive = null) => string.Concat(
        Allocator.Allocate(plan, isActive ?? [.. plan.Recipients.Select(_ => true)], from, count)
            .Select(slot => slot == Allocator.Unassigned ? '-' : (char)('A' + slot)));
}
