using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Returns;

namespace Offboarding.Worker.Tests.Returns;

/// <summary>F2: which returns can be, and what becomes of one.</summary>
public sealed class ReturnRuleTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);

    private static readonly ReturnFacts Expected = new()
    {
        Now = Now,
        Status = "expected",
        ReturnAt = Now,
        SetByRequest = Guid.NewGuid(),
        UserStatus = "inactive",
    };

    private static readonly OffboardingCase Started = new() { CorrelationId = Guid.NewGuid(), State = "completed", StartedAt = Now.AddDays(-30), DueAt = Now.AddDays(-30) };

    private static readonly OffboardingCase Scheduled = new() { CorrelationId = Guid.NewGuid(), State = "scheduled", DueAt = Now.AddDays(3) };

    [Theory]
    [InlineData(0, "is in the past")]
    [InlineData(-48, "is in the past")]
    [InlineData(24, "is not after the last day")]
    [InlineData(48, "is not after the last day")]
    [InlineData(48 + (1096 * 24) + 1, "days after the last day")]
    public void A_day_that_cannot_be_is_refused_with_its_field(int hours, string problem)
    {
        var refusal = ReturnRule.Check(new ReturnDay(new DateTimeOffset(Now).AddHours(hours), null, null), "The return", Now.AddHours(48), Now)!;
        refusal.Code.ShouldBe(RefusalCode.InvalidRequest);
        refusal.Message.ShouldContain(problem);
        refusal.Errors.ShouldHaveSingleItem().Path.ShouldBe("returnDay");
    }

    [Fact]
    public void A_day_after_the_last_one_is_fine_and_none_is_too()
    {
        ReturnRule.Check(new ReturnDay(new DateTimeOffset(Now).AddHours(49), null, null), "The return", Now.AddHours(48), Now).ShouldBeNull();
        ReturnRule.Check(new ReturnDay(null, null, null), "The return", Now.AddHours(48), Now).ShouldBeNull();
    }

    [Fact]
    public void Who_works_until_the_evening_does_not_return_the_next_morning() =>
        ReturnRule.Check(new ReturnDay(null, new DateOnly(2026, 12, 1), "UTC"), "The return", new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc), Now)!
            .Errors.ShouldHaveSingleItem().Path.ShouldBe("returnDate");

    [Fact]
    public void A_last_day_does_not_move_past_the_return()
    {
        ReturnRule.CheckMovedLastDay(Guid.NewGuid(), "lastDay", Now, Now).ShouldNotBeNull().Code.ShouldBe(RefusalCode.InvalidRequest);
        ReturnRule.CheckMovedLastDay(Guid.NewGuid(), "lastDay", Now, Now.AddDays(1)).ShouldBeNull();
        ReturnRule.CheckMovedLastDay(Guid.NewGuid(), "lastDay", Now, null).ShouldBeNull();
    }

    [Fact]
    public void A_return_is_set_before_during_and_after_the_departure_but_not_when_there_is_nothing_to_return_from()
    {
        ReturnFacts none = Expected with { Status = null, ReturnAt = null };
        ReturnRule.CheckCase(Scheduled, none with { UserStatus = "active" }).ShouldBeNull();
        ReturnRule.CheckCase(Started, none).ShouldBeNull();
        ReturnRule.CheckCase(Started, Expected with { Status = "cancelled" }).ShouldBeNull();

        ReturnRule.CheckCase(Started, Expected with { Status = "returned" }).ShouldNotBeNull();
        ReturnRule.CheckCase(Started, none with { UserStatus = "active" }).ShouldNotBeNull();
        ReturnRule.CheckCase(Started, none with { UserStatus = "deleted" }).ShouldNotBeNull();
        ReturnRule.CheckCase(Started, none with { DepartedAgain = true }).ShouldNotBeNull();
        ReturnRule.CheckCase(new OffboardingCase { State = "cancelled" }, none).ShouldNotBeNull();
        ReturnRule.CheckCase(new OffboardingCase { State = "completed", Kind = CaseKind.Reassign }, none).ShouldNotBeNull();
    }

    [Fact]
    public void Only_what_is_ahead_is_called_off()
    {
        ReturnRule.CheckCancel(Guid.NewGuid(), Expected).ShouldBeNull();
        ReturnRule.CheckCancel(Guid.NewGuid(), Expected with { Status = "held-up" }).ShouldBeNull();
        foreach (string? status in new[] { null, "returned", "cancelled" })
        {
            ReturnRule.CheckCancel(Guid.NewGuid(), Expected with { Status = status })!.Code.ShouldBe(RefusalCode.ConflictingRequest);
        }
    }

    [Fact]
    public void A_return_is_due_when_its_time_has_come_and_the_person_is_out()
    {
        DueReturn.IsDue(Started, Expected).ShouldBeTrue();
        DueReturn.IsDue(Started, Expected with { Status = "held-up" }).ShouldBeTrue();
        DueReturn.IsDue(Started, Expected with { ReturnAt = Now.AddSeconds(1) }).ShouldBeFalse();
        DueReturn.IsDue(Started, Expected with { Status = "returned" }).ShouldBeFalse();
        DueReturn.IsDue(Scheduled, Expected with { UserStatus = "active" }).ShouldBeFalse("a last day that was missed comes first");
    }

    [Fact]
    public void What_can_come_no_more_is_cancelled_with_the_reason()
    {
        DueReturn.CancelledBy(Started, Expected).ShouldBeNull();
        DueReturn.CancelledBy(Scheduled, Expected with { UserStatus = "active" }).ShouldBeNull();
        DueReturn.CancelledBy(Started, Expected with { UserStatus = "active" }).ShouldBe(ReturnEnd.Reactivated);
        DueReturn.CancelledBy(Started, Expected with { UserStatus = "deleted" }).ShouldBe(ReturnEnd.Deleted);
        DueReturn.CancelledBy(Started, Expected with { NeverActive = true }).ShouldBe(ReturnEnd.NeverActive);
        DueReturn.CancelledBy(Scheduled, Expected with { NeverActive = true, UserStatus = "active" }).ShouldBeNull();
        DueReturn.CancelledBy(Started, Expected with { DepartedAgain = true }).ShouldBe(ReturnEnd.DepartedAgain);
        DueReturn.CancelledBy(new OffboardingCase { State = "cancelled" }, Expected).ShouldBe(ReturnEnd.NoDeparture);
        DueReturn.CancelledBy(new OffboardingCase { State = "cancelled" }, Expected with { Status = "cancelled" }).ShouldBeNull("once");
    }
}
