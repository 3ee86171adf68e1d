using FsCheck;
using FsCheck.Fluent;
using Offboarding.Worker.Approvals;

namespace Offboarding.Worker.Tests.Approvals;

/// <summary>F9: how many are too many at once.</summary>
public sealed class MassChangeRuleTests
{
    private static readonly MassChangeFacts Free = new() { PeriodHours = 24, ApprovalHours = 72, Counted = 0, Gone = 0, Active = 100 };

    [Fact]
    public void Without_a_policy_any_number_may_leave() => MassChangeRule.IsOver(Free with { Counted = 100_000 }, 10_000).ShouldBeFalse();

    [Theory]
    [InlineData(0, 10, false)]
    [InlineData(9, 1, false)]
    [InlineData(10, 1, true)]
    [InlineData(0, 11, true)]
    public void More_people_than_allowed_wait(int counted, int adding, bool over) =>
        MassChangeRule.IsOver(Free with { PeopleLimit = 10, Counted = counted }, adding).ShouldBe(over);

    [Theory]
    [InlineData(4, 4, 96, 1, false)]
    [InlineData(5, 5, 95, 1, true)]
    [InlineData(5, 0, 100, 1, true)]
    [InlineData(0, 0, 100, 5, false)]
    [InlineData(0, 0, 100, 6, true)]
    public void A_share_is_of_the_users_who_were_active_before_anybody_left(int counted, int gone, int active, int adding, bool over) =>
        MassChangeRule.IsOver(Free with { PercentLimit = 5, Counted = counted, Gone = gone, Active = active }, adding).ShouldBe(over);

    [Fact]
    public void One_person_alone_is_no_mass_change_unless_nobody_may_leave_alone()
    {
        MassChangeRule.IsOver(Free with { PercentLimit = 5, Active = 3 }, 1).ShouldBeFalse();
        MassChangeRule.IsOver(Free with { PercentLimit = 5, Active = 3 }, 2).ShouldBeTrue();
        MassChangeRule.IsOver(Free with { PeopleLimit = 0, Active = 3 }, 1).ShouldBeTrue();
    }

    [Fact]
    public void Of_any_number_of_single_requests_exactly_the_allowed_ones_pass() => Prop.ForAll(
        Gen.Choose(0, 50).ToArbitrary(), Gen.Choose(1, 200).ToArbitrary(), (limit, requests) =>
        {
            int passed = 0;
            for (int i = 0; i < requests; i++)
            {
                passed += MassChangeRule.IsOver(Free with { PeopleLimit = limit, Counted = passed }, 1) ? 0 : 1;
            }

            return passed == Math.Min(limit, requests);
        }).QuickCheckThrowOnFailure();
}
