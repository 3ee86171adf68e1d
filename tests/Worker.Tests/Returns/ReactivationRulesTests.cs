using Offboarding.Contracts;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Returns;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Tests.Returns;

/// <summary>Who may come back (A1, A2, D6).</summary>
public sealed class ReactivationRulesTests
{
    private static readonly ReactivateUserRequested Request = new()
    {
        RequestId = Guid.NewGuid(),
        WorkspaceId = Guid.NewGuid(),
        UserId = Guid.NewGuid(),
        RequestedBy = Guid.NewGuid(),
    };

    private static readonly ReactivationFacts Fine = new()
    {
        Asker = new Asker(Request.RequestedBy, "active", IsAdmin: true),
        Status = "inactive",
        Kind = "full",
        Seats = new SeatCount(5, 4),
    };

    [Fact]
    public void Somebody_inactive_with_a_free_seat_comes_back() => ReactivationRules.Check(Request, Fine).ShouldBeNull();

    [Fact]
    public void Who_was_invited_and_never_active_is_invited_again_instead()
    {
        var refusal = ReactivationRules.Check(Request, Fine with { NeverActive = true })!;
        (refusal.Code, refusal.Help.Contains("InviteUserRequested", StringComparison.Ordinal)).ShouldBe((RefusalCode.ConflictingRequest, true));
    }

    [Fact]
    public void The_right_of_who_asks_is_not_checked_again_where_it_was_and_everything_else_is()
    {
        ReactivationFacts left = Fine with { Asker = Fine.Asker with { Status = "inactive", IsAdmin = false } };
        ReactivationRules.Check(Request, left)!.Code.ShouldBe(RefusalCode.NotPermitted);
        ReactivationFacts replayed = left with { Asker = left.Asker with { WasChecked = true } };
        ReactivationRules.Check(Request, replayed).ShouldBeNull();
        ReactivationRules.Check(Request, replayed with { Seats = new SeatCount(5, 5) })!.Code.ShouldBe(RefusalCode.NoFreeSeat);
        replayed.Asker.CheckOwner("hand on the account").ShouldBeNull();
    }

    [Fact]
    public void A_full_user_needs_a_seat_and_a_partner_none()
    {
        ReactivationFacts full = Fine with { Seats = new SeatCount(5, 5) };
        ReactivationRules.Check(Request, full)!.Code.ShouldBe(RefusalCode.NoFreeSeat);
        ReactivationRules.Check(Request, full with { Kind = "partner" }).ShouldBeNull();
        ReactivationRules.Check(Request, Fine with { Seats = new SeatCount(5, 9) })!.Code.ShouldBe(RefusalCode.NoFreeSeat);
    }

    [Theory]
    [InlineData(null, false, "is not a user of the workspace")]
    [InlineData("inactive", true, "is inactive")]
    [InlineData("active", false, "is neither admin nor owner")]
    public void Only_an_active_admin_may_ask(string? status, bool isAdmin, string why)
    {
        var refusal = ReactivationRules.Check(Request, Fine with { Asker = new Asker(Request.RequestedBy, status, isAdmin) });
        refusal!.Code.ShouldBe(RefusalCode.NotPermitted);
        refusal.Message.ShouldContain(why);
    }

    [Theory]
    [InlineData(null, RefusalCode.UnknownUser)]
    [InlineData("deleted", RefusalCode.UnknownUser)]
    [InlineData("invited", RefusalCode.ConflictingRequest)]
    [InlineData("active", RefusalCode.ConflictingRequest)]
    public void Only_somebody_inactive_can_come_back(string? status, RefusalCode code) =>
        ReactivationRules.Check(Request, Fine with { Status = status })!.Code.ShouldBe(code);

    [Theory]
    [InlineData(true, "CancelOffboardingRequested")]
    [InlineData(false, "Wait until")]
    public void A_departure_comes_to_its_end_first(bool scheduled, string help)
    {
        var refusal = ReactivationRules.Check(Request, Fine with { CaseInProgress = Guid.NewGuid(), CaseIsScheduled = scheduled });
        refusal!.Code.ShouldBe(RefusalCode.ConflictingRequest);
        refusal.Help.ShouldContain(help);
    }
}
