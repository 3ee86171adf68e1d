using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Handover;

/// <summary>When an undo may begin (F4).</summary>
public sealed class UndoRulesTests
{
    private static readonly Guid Admin = Guid.NewGuid();
    private static readonly Guid Back = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private static readonly UndoHandoverRequested Request = new()
    {
        RequestId = Guid.NewGuid(),
        WorkspaceId = Guid.NewGuid(),
        OffboardingId = Guid.NewGuid(),
        RequestedBy = Admin,
    };

    private static readonly UndoFacts Facts = new()
    {
        Asker = new Asker(Admin, "active", IsAdmin: true),
        Kind = CaseKind.Deactivate,
        State = "completed",
        UserId = Back,
        MovedWork = true,
        GivesBack = Leads(Back),
        Recipients = new RecipientFacts { Status = new Dictionary<Guid, string> { [Back] = "active", [Other] = "active" } },
    };

    [Fact]
    public void A_completed_handover_of_somebody_who_is_back_may_be_undone() => UndoRules.Check(Request, Facts).ShouldBeNull();

    [Fact]
    public void Whose_leads_they_were_gets_them_back_but_somebody_else_has_to_be_in_sales()
    {
        UndoHandoverRequested toOther = Request with { GiveTo = Other };
        UndoFacts facts = Facts with { GivesBack = Leads(Other) };
        Code(UndoRules.Check(toOther, facts)).ShouldBe(RefusalCode.RecipientNotEligible);
        UndoRules.Check(toOther, facts with { Recipients = facts.Recipients with { Sales = new HashSet<Guid> { Other } } }).ShouldBeNull();
    }

    [Fact]
    public void Who_is_not_back_cannot_get_work_and_the_field_is_named()
    {
        UndoFacts facts = Facts with { Recipients = new RecipientFacts { Status = new Dictionary<Guid, string> { [Back] = "inactive" } } };
        Refusal refusal = UndoRules.Check(Request, facts).ShouldNotBeNull();
        refusal.Code.ShouldBe(RefusalCode.RecipientInactive);
        refusal.Errors.ShouldHaveSingleItem().Path.ShouldBe("giveTo");
    }

    [Theory]
    [InlineData("handing-over", RefusalCode.ConflictingRequest, "Wait until")]
    [InlineData("needs-attention", RefusalCode.ConflictingRequest, "retry or skip")]
    [InlineData("scheduled", RefusalCode.ConflictingRequest, "Nothing was handed over")]
    [InlineData("cancelled", RefusalCode.ConflictingRequest, "Nothing was handed over")]
    public void A_case_that_is_not_completed_is_not_undone(string state, RefusalCode code, string help)
    {
        Refusal refusal = UndoRules.Check(Request, Facts with { State = state }).ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        refusal.Help.ShouldContain(help);
    }

    [Fact]
    public void There_has_to_be_a_handover_that_moved_something()
    {
        Code(UndoRules.Check(Request, Facts with { Kind = null })).ShouldBe(RefusalCode.InvalidRequest);
        Code(UndoRules.Check(Request, Facts with { Kind = CaseKind.Undo })).ShouldBe(RefusalCode.InvalidRequest);
        Code(UndoRules.Check(Request, Facts with { MovedWork = false })).ShouldBe(RefusalCode.InvalidRequest);
        UndoRules.Check(Request, Facts with { Kind = CaseKind.Reassign }).ShouldBeNull();
    }

    [Fact]
    public void Once_is_enough_and_one_thing_at_a_time()
    {
        Code(UndoRules.Check(Request, Facts with { UndoneBy = Guid.NewGuid() })).ShouldBe(RefusalCode.ConflictingRequest);
        Code(UndoRules.Check(Request, Facts with { CaseInProgress = Guid.NewGuid() })).ShouldBe(RefusalCode.ConflictingRequest);
    }

    [Fact]
    public void Who_asks_is_an_admin() =>
        Code(UndoRules.Check(Request, Facts with { Asker = new Asker(Admin, "active", IsAdmin: false) })).ShouldBe(RefusalCode.NotPermitted);

    private static RefusalCode? Code(Refusal? refusal) => refusal?.Code;

    private static HandoverPlan Leads(Guid to) => new()
    {
        Leads = new Allocation { Strategy = AllocationStrategy.OneColleague, Recipients = [new Recipient { UserId = to }] },
    };
}
