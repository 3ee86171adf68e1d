using Offboarding.Contracts;
using Offboarding.Worker.Invitations;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Tests.Invitations;

/// <summary>An invitation ends once, and a seat is there or is not (C11).</summary>
public sealed class InvitationRulesTests
{
    private static readonly InvitationRow Open = new() { UserId = Guid.NewGuid(), Status = "open", Kind = "full" };

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

    [Theory]
    [InlineData("invited", null)]
    [InlineData("active", "nothing to do")]
    [InlineData("inactive", "InviteUserRequested")]
    [InlineData("deleted", "new user")]
    public void Only_a_person_who_is_still_invited_is_let_in_by_an_invitation_that_is_open(string status, string? help)
    {
        var refusal = InvitationRules.CheckAccept(Guid.NewGuid(), Open with { PersonStatus = status });
        refusal?.Code.ShouldBe(RefusalCode.ConflictingRequest);
        refusal?.Message.ShouldContain($"is {status}, not invited");
        (refusal?.Help ?? "").ShouldContain(help ?? "");
        (refusal is null).ShouldBe(help is null);
    }

    [Fact]
    public void Work_of_an_invited_person_goes_to_nobody_unless_the_workspace_insists_or_another_case_has_it_in_hand()
    {
        var work = new Dictionary<string, long> { ["conversations"] = 6, ["tasks"] = 1 };
        InvitationRules.CheckCancel(Guid.NewGuid(), Open, work).ShouldBeNull();
        InvitationRules.CheckCancel(Guid.NewGuid(), Open with { RequiresCompleteHandover = true }, new Dictionary<string, long>()).ShouldBeNull();
        var insists = InvitationRules.CheckCancel(Guid.NewGuid(), Open with { RequiresCompleteHandover = true }, work)!;
        (insists.Code, insists.Message.Contains("6 conversations, 1 task")).ShouldBe((RefusalCode.HandoverIncomplete, true));
        InvitationRules.CheckCancel(Guid.NewGuid(), Open with { ReassignInProgress = Guid.NewGuid() }, work)!.Code.ShouldBe(RefusalCode.ConflictingRequest);
        InvitationRules.CheckCancel(Guid.NewGuid(), Open with { Status = "accepted" }, work)!.Code.ShouldBe(RefusalCode.ConflictingRequest);
    }

    [Theory]
    [InlineData("full", false, null, true)]
    [InlineData("full", true, null, false)]
    [InlineData("partner", false, null, false)]
    [InlineData(null, false, "full", true)]
    [InlineData(null, false, "partner", false)]
    [InlineData(null, false, null, false)]
    public void A_seat_is_taken_by_a_full_user_who_holds_none_also_by_the_account_of_a_contact(string? kind, bool holds, string? account, bool takes) =>
        (Open with { Kind = kind, HoldsSeat = holds, AccountKind = account }).TakesSeat.ShouldBe(takes);

    [Fact]
    public void Who_needs_a_seat_finds_one_or_is_refused()
    {
        InvitationRules.CheckSeat("x", needsSeat: true, new SeatCount(5, 4)).ShouldBeNull();
        InvitationRules.CheckSeat("x", needsSeat: true, new SeatCount(5, 5))!.Code.ShouldBe(RefusalCode.NoFreeSeat);
        InvitationRules.CheckSeat("x", needsSeat: false, new SeatCount(5, 5)).ShouldBeNull();
    }
}
