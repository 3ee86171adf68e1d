using Offboarding.Contracts;
using Offboarding.Worker.Requests.Invitations;
using Offboarding.Worker.Requests.Seats;

namespace Offboarding.Worker.Tests.Requests.Invitations;

/// <summary>An invitation ends once, and a seat is there or is not (C11).</summary>
public sealed class InvitationRulesTests
{
    private static readonly InvitationRow Open = new(Guid.NewGuid(), null, "open", IsDue: false, "full", HoldsSeat: false, DateTime.UtcNow);

    [Fact]
    public void An_open_invitation_may_end() => InvitationRules.CheckOpen(Guid.NewGuid(), Open).ShouldBeNull();

    [Theory]
    [InlineData("accepted", "deactivate")]
    [InlineData("cancelled", "Invite them again")]
    [InlineData("expired", "Invite them again")]
    public void One_that_ended_does_not_end_again(string status, string help)
    {
        var refusal = InvitationRules.CheckOpen(Guid.NewGuid(), Open with { Status = status });
        refusal!.Code.ShouldBe(RefusalCode.ConflictingRequest);
        refusal.Help.ShouldContain(help);
    }

    [Fact]
    public void One_whose_time_is_over_is_over_also_before_the_sweep_has_seen_it() =>
        InvitationRules.CheckOpen(Guid.NewGuid(), Open with { IsDue = true })!.Code.ShouldBe(RefusalCode.ConflictingRequest);

    [Fact]
    public void One_that_does_not_exist_is_a_wrong_field() =>
        InvitationRules.CheckOpen(Guid.NewGuid(), null)!.Errors.ShouldHaveSingleItem().Path.ShouldBe("invitationId");

    [Fact]
    public void Who_needs_a_seat_finds_one_or_is_refused()
    {
        InvitationRules.CheckSeat("x", needsSeat: true, new SeatCount(5, 4)).ShouldBeNull();
        InvitationRules.CheckSeat("x", needsSeat: true, new SeatCount(5, 5))!.Code.ShouldBe(RefusalCode.NoFreeSeat);
        InvitationRules.CheckSeat("x", needsSeat: false, new SeatCount(5, 5)).ShouldBeNull();
    }
}
