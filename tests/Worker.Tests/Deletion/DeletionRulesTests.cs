using Offboarding.Contracts;
using Offboarding.Worker.Deletion;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Deletion;

/// <summary>Who may be deleted for ever, and when (D8, D10, F10).</summary>
public sealed class DeletionRulesTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    private static readonly DeleteUserRequested Request = new()
    {
        RequestId = Guid.NewGuid(),
        WorkspaceId = Guid.NewGuid(),
        UserId = Guid.NewGuid(),
        ConfirmUserId = Guid.Empty,
        RequestedBy = Guid.NewGuid(),
        Reason = DeletionReason.DataProtectionRequest,
    };

    private static readonly DeletionFacts Fine = new()
    {
        Asker = new Asker(Request.RequestedBy, "active", IsAdmin: true),
        Now = Now,
        Status = "inactive",
    };

    [Fact]
    public void Somebody_inactive_against_whom_nothing_stands_is_deleted() => DeletionRules.Check(Request, Fine).ShouldBeNull();

    [Theory]
    [InlineData(null, RefusalCode.UnknownUser, "no user")]
    [InlineData("deleted", RefusalCode.UnknownUser, "deleted already")]
    [InlineData("active", RefusalCode.ConflictingRequest, "DeactivateUserRequested")]
    [InlineData("invited", RefusalCode.ConflictingRequest, "CancelInvitationRequested")]
    public void Only_somebody_inactive_is_deleted(string? status, RefusalCode code, string says)
    {
        Refusal refusal = DeletionRules.Check(Request, Fine with { Status = status })!;
        refusal.Code.ShouldBe(code);
        (refusal.Message + refusal.Help).ShouldContain(says);
    }

    [Fact]
    public void Only_an_admin_or_owner_may_ask() =>
        DeletionRules.Check(Request, Fine with { Asker = new Asker(Request.RequestedBy, "active", IsAdmin: false) })!.Code.ShouldBe(RefusalCode.NotPermitted);

    [Fact]
    public void Who_owns_the_account_hands_it_on_first() =>
        DeletionRules.Check(Request, Fine with { OwnsAccount = true })!.Code.ShouldBe(RefusalCode.AccountOwner);

    [Fact]
    public void D10_nobody_is_deleted_while_they_have_to_be_kept_and_the_refusal_says_until_when()
    {
        DeletionFacts kept = Fine with { RetentionUntil = Now.AddDays(30) };
        Refusal refusal = DeletionRules.Check(Request, kept)!;
        refusal.Code.ShouldBe(RefusalCode.RetentionRunning);
        refusal.Message.ShouldContain("2026-12-23T12:00:00Z");
        DeletionRules.Check(Request with { LastDay = Now.AddDays(29) }, kept)!.Code.ShouldBe(RefusalCode.RetentionRunning);
        DeletionRules.Check(Request with { LastDay = Now.AddDays(30) }, kept).ShouldBeNull();
        DeletionRules.Check(Request, Fine with { RetentionUntil = Now }).ShouldBeNull();
    }

    [Fact]
    public void F10_nobody_is_deleted_under_legal_hold_whatever_the_day()
    {
        DeletionFacts held = Fine with { HeldSince = Now.AddDays(-1) };
        DeletionRules.Check(Request, held)!.Code.ShouldBe(RefusalCode.LegalHold);
        DeletionRules.Check(Request with { LastDay = Now.AddDays(300) }, held)!.Code.ShouldBe(RefusalCode.LegalHold);
    }

    [Fact]
    public void A_case_of_theirs_comes_to_its_end_first_unless_the_day_is_ahead()
    {
        DeletionFacts busy = Fine with { CaseInProgress = Guid.NewGuid() };
        DeletionRules.Check(Request, busy)!.Code.ShouldBe(RefusalCode.ConflictingRequest);
        DeletionRules.Check(Request with { LastDay = Now.AddDays(1) }, busy).ShouldBeNull();
    }

    [Fact]
    public void F5_who_still_has_open_work_is_not_deleted_and_the_refusal_says_how_much_of_each_kind()
    {
        DeletionFacts holds = Fine with { OpenWork = new Dictionary<string, long> { ["conversations"] = 1, ["tasks"] = 25 } };
        Refusal refusal = DeletionRules.Check(Request, holds)!;
        (refusal.Code, refusal.Message).ShouldBe(
            (RefusalCode.HandoverIncomplete, $"User {Request.UserId} still has open work and is not deleted: 1 conversation, 25 tasks."));
        refusal.Help.ShouldContain("ReassignWorkRequested");
        DeletionRules.Check(Request with { LastDay = Now.AddDays(1) }, holds).ShouldBeNull("until the day it can be handed over");
        DeletionRules.CheckDue(Request.UserId, holds)!.Code.ShouldBe(RefusalCode.HandoverIncomplete);
        DeletionRules.Check(Request, holds with { CaseInProgress = Guid.NewGuid() })!.Code.ShouldBe(RefusalCode.ConflictingRequest, "that case may be the handover");
    }

    [Fact]
    public void Somebody_is_deleted_once() =>
        DeletionRules.Check(Request, Fine with { Deletion = Guid.NewGuid() })!.Help.ShouldContain("RescheduleOffboardingRequested");

    [Fact]
    public void A_deletion_may_be_ten_years_ahead_and_not_in_the_past()
    {
        DeletionRules.Check(Request with { LastDay = Now.AddDays(3660) }, Fine).ShouldBeNull();
        DeletionRules.Check(Request with { LastDay = Now.AddDays(3661) }, Fine)!.Code.ShouldBe(RefusalCode.InvalidRequest);
        DeletionRules.Check(Request with { LastDay = Now.AddDays(-2) }, Fine)!.Code.ShouldBe(RefusalCode.InvalidRequest);
    }

    [Fact]
    public void Everything_but_who_asked_is_checked_again_when_it_is_due()
    {
        DeletionRules.CheckDue(Request.UserId, Fine).ShouldBeNull();
        DeletionRules.CheckDue(Request.UserId, Fine with { Deletion = Guid.NewGuid(), Asker = new Asker(Request.RequestedBy, "inactive", false) }).ShouldBeNull();
        DeletionRules.CheckDue(Request.UserId, Fine with { Status = "active" })!.Code.ShouldBe(RefusalCode.ConflictingRequest);
        DeletionRules.CheckDue(Request.UserId, Fine with { HeldSince = Now })!.Code.ShouldBe(RefusalCode.LegalHold);
        DeletionRules.CheckDue(Request.UserId, Fine with { RetentionUntil = Now.AddSeconds(1) })!.Code.ShouldBe(RefusalCode.RetentionRunning);
        DeletionRules.CheckDue(Request.UserId, Fine with { CaseInProgress = Guid.NewGuid() })!.Code.ShouldBe(RefusalCode.ConflictingRequest);
    }
}
