using Offboarding.Contracts;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Approvals;

/// <summary>F9: a second person decides, once, about what they have seen.</summary>
public sealed class DecisionRulesTests
{
    private static readonly Guid Asker = Guid.NewGuid();

    private static readonly ApprovalFacts Waits = new()
    {
        Id = Guid.NewGuid(),
        Now = new DateTime(2026, 11, 25, 10, 0, 0, DateTimeKind.Utc),
        AskedBy = Asker,
        AskedByName = "Ada Admin",
        AskedByEmail = "ada@demo.example",
        Status = "open",
        ExpiresAt = new DateTime(2026, 11, 28, 10, 0, 0, DateTimeKind.Utc),
        People = 12,
    };

    private static readonly Asker Other = new(Guid.NewGuid(), "active", IsAdmin: true);

    [Fact]
    public void Another_admin_or_an_operator_decides()
    {
        Check(Other.Id.ToString(), Other, Waits).ShouldBeNull();
        Check("ops.anna", null, Waits).ShouldBeNull();
    }

    [Theory]
    [InlineData("ada@demo.example")]
    [InlineData("ADA@demo.example ")]
    [InlineData("Ada Admin")]
    [InlineData("ada@demo.example (oidc:0123456789abcdef)")]
    public void Who_asked_does_not_decide_whatever_they_are_called(string name)
    {
        Check(name, null, Waits)!.Code.ShouldBe(RefusalCode.NotPermitted);
        Check(Asker.ToString(), Other with { Id = Asker }, Waits)!.Code.ShouldBe(RefusalCode.NotPermitted);
        Check("ops.ben", null, Waits with { DeciderSentIt = true })!.Code.ShouldBe(RefusalCode.NotPermitted);
    }

    [Fact]
    public void Neither_does_who_would_leave_or_who_is_no_active_admin()
    {
        Check(Other.Id.ToString(), Other, Waits with { DeciderWaits = true })!.Code.ShouldBe(RefusalCode.NotPermitted);
        Check(Other.Id.ToString(), Other with { IsAdmin = false }, Waits)!.Code.ShouldBe(RefusalCode.NotPermitted);
        Check(Other.Id.ToString(), Other with { Status = "inactive" }, Waits)!.Code.ShouldBe(RefusalCode.NotPermitted);
    }

    [Theory]
    [InlineData("approved")]
    [InlineData("rejected")]
    [InlineData("expired")]
    public void What_is_decided_is_decided(string status) =>
        Check("ops.anna", null, Waits with { Status = status })!.Code.ShouldBe(RefusalCode.ConflictingRequest);

    [Fact]
    public void After_the_time_nobody_decides_any_more() =>
        Check("ops.anna", null, Waits with { ExpiresAt = Waits.Now })!.Code.ShouldBe(RefusalCode.ConflictingRequest);

    [Fact]
    public void Nobody_approves_what_they_have_not_seen()
    {
        Check("ops.anna", null, Waits, seen: 12).ShouldBeNull();
        Check("ops.anna", null, Waits, seen: 11)!.Code.ShouldBe(RefusalCode.ConflictingRequest);
        Check("ops.anna", null, Waits with { LinesToCome = 3 }, seen: 12)!.Code.ShouldBe(RefusalCode.ConflictingRequest);
        Check("ops.anna", null, Waits with { LinesToCome = 3 }).ShouldBeNull("what is wrong is rejected at once");
    }

    [Fact]
    public void What_is_not_there_is_a_mistake_in_a_field() => Check("ops.anna", null, null)!.Errors.ShouldHaveSingleItem().Path.ShouldBe("approvalId");

    private static Offboarding.Worker.Intake.Refusal? Check(string decider, Asker? user, ApprovalFacts? facts, int? seen = null) =>
        DecisionRules.Check(Waits.Id, decider, user, facts, seen);
}
