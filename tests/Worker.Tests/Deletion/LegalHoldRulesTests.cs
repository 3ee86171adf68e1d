using Offboarding.Contracts;
using Offboarding.Worker.Deletion;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Deletion;

/// <summary>Whose data may be held, and let go (F10).</summary>
public sealed class LegalHoldRulesTests
{
    private static readonly Guid User = Guid.NewGuid();
    private static readonly LegalHoldFacts Free = new(new Asker(Guid.NewGuid(), "active", IsAdmin: true), DateTime.UnixEpoch, "inactive", null);

    [Theory]
    [InlineData("active")]
    [InlineData("inactive")]
    public void Somebody_who_works_here_or_left_is_held_once(string status)
    {
        LegalHoldRules.CheckPlace(User, Free with { Status = status }).ShouldBeNull();
        LegalHoldRules.CheckPlace(User, Free with { Status = status, HoldId = Guid.NewGuid() })!.Code.ShouldBe(RefusalCode.ConflictingRequest);
    }

    [Theory]
    [InlineData(null, RefusalCode.UnknownUser)]
    [InlineData("deleted", RefusalCode.UnknownUser)]
    [InlineData("invited", RefusalCode.ConflictingRequest)]
    public void There_is_nothing_to_hold_of_anybody_else(string? status, RefusalCode code) =>
        LegalHoldRules.CheckPlace(User, Free with { Status = status })!.Code.ShouldBe(code);

    [Fact]
    public void Only_a_hold_that_stands_is_lifted()
    {
        LegalHoldRules.CheckLift(User, Free with { HoldId = Guid.NewGuid() }).ShouldBeNull();
        LegalHoldRules.CheckLift(User, Free)!.Code.ShouldBe(RefusalCode.ConflictingRequest);
    }

    [Fact]
    public void Only_an_admin_or_owner_may_ask()
    {
        LegalHoldFacts agent = Free with { Asker = new Asker(Guid.NewGuid(), "active", IsAdmin: false), HoldId = Guid.NewGuid() };
        LegalHoldRules.CheckPlace(User, agent)!.Code.ShouldBe(RefusalCode.NotPermitted);
        LegalHoldRules.CheckLift(User, agent)!.Code.ShouldBe(RefusalCode.NotPermitted);
    }
}
