using Offboarding.Contracts;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Ownership;

namespace Offboarding.Worker.Tests.Ownership;

/// <summary>Who may hand on what they own, and to whom (A7, B2, B3, D7).</summary>
public sealed class OwnershipRulesTests
{
    private static readonly Guid Holder = Guid.NewGuid();
    private static readonly Guid Next = Guid.NewGuid();

    private static readonly OwnershipFacts Fine = new() { HasRole = true, OwnsAccount = true, NextOwner = Next, NextStatus = "active", NextKind = "full" };

    private static readonly TransferOwnershipRequested Request = new()
    {
        RequestId = Guid.NewGuid(),
        WorkspaceId = Guid.NewGuid(),
        UserId = Holder,
        NextOwner = Next,
        RequestedBy = Holder,
    };

    [Fact]
    public void An_active_full_user_can_be_the_next_owner() => OwnershipRules.CheckNext(Holder, Fine).ShouldBeNull();

    [Theory]
    [InlineData(null, "full", RefusalCode.RecipientUnknown)]
    [InlineData("deleted", "full", RefusalCode.RecipientUnknown)]
    [InlineData("inactive", "full", RefusalCode.RecipientInactive)]
    [InlineData("invited", "full", RefusalCode.RecipientInactive)]
    [InlineData("active", "partner", RefusalCode.RecipientNotEligible)]
    public void Nobody_else_can(string? status, string kind, RefusalCode code) =>
        OwnershipRules.CheckNext(Holder, Fine with { NextStatus = status, NextKind = kind })!.Code.ShouldBe(code);

    [Fact]
    public void Nobody_hands_on_to_themselves() =>
        OwnershipRules.CheckNext(Holder, Fine with { NextOwner = Holder })!.Code.ShouldBe(RefusalCode.RecipientNotEligible);

    [Fact]
    public void Only_an_owner_asks_and_only_for_somebody_who_owns_something()
    {
        var owner = new Asker(Holder, "active", IsAdmin: true, IsOwner: true);
        TransferOwnershipRules.Check(Request, owner, Fine).ShouldBeNull();
        TransferOwnershipRules.Check(Request, owner with { IsOwner = false }, Fine)!.Code.ShouldBe(RefusalCode.NotPermitted);
        TransferOwnershipRules.Check(Request, owner with { Status = "inactive" }, Fine)!.Code.ShouldBe(RefusalCode.NotPermitted);
        TransferOwnershipRules.Check(Request, owner, Fine with { HasRole = false }).ShouldBeNull();
        TransferOwnershipRules.Check(Request, owner, Fine with { OwnsAccount = false }).ShouldBeNull();
        TransferOwnershipRules.Check(Request, owner, Fine with { HasRole = false, OwnsAccount = false })!.Code.ShouldBe(RefusalCode.ConflictingRequest);
    }
}
