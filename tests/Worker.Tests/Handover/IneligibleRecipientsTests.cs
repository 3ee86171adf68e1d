using Offboarding.Worker.Handover;

namespace Offboarding.Worker.Tests.Handover;

/// <summary>What a failed step says about people who cannot receive: each with what stands against them.</summary>
public sealed class IneligibleRecipientsTests
{
    private static readonly Guid Ana = Guid.NewGuid();
    private static readonly Guid Ben = Guid.NewGuid();

    [Fact]
    public void Each_person_is_named_with_what_is_true_of_them()
    {
        string said = IneligibleRecipients.NobodyLeft("leads",
        [
            new(Ana, "inactive", NotInSales: false, NotInTeam: false), new(Ben, "active", NotInSales: true, NotInTeam: false),
        ]);
        said.ShouldBe($"Nobody in the plan can receive leads any more: {Ana} is inactive, {Ben} is in no sales team. "
            + "Make one of them active and a member of a sales team, then retry; or hand over to somebody else with ChangeHandoverRequested.");
    }

    [Fact]
    public void One_person_is_spoken_of_in_the_singular_and_both_reasons_are_said()
    {
        IneligibleRecipients.NobodyLeft("conversations", [new(Ana, "inactive", NotInSales: false, NotInTeam: false)])
            .ShouldStartWith($"Nobody in the plan can receive conversations any more: {Ana} is inactive. Make this person active, then retry;");
        IneligibleRecipients.CannotGetBack("leads", new(Ana, "inactive", NotInSales: true, NotInTeam: false))
            .ShouldStartWith($"User {Ana} is inactive and in no sales team and cannot get leads back. Make them active and a member of a sales team and retry");
        IneligibleRecipients.CannotGetBack("leads", new(Ana, "active", NotInSales: true, NotInTeam: false))
            .ShouldStartWith($"User {Ana} is in no sales team and cannot get leads back. Make them a member of a sales team and retry");
    }

    [Fact]
    public void A_large_team_is_not_listed_whole() => IneligibleRecipients.NobodyLeft("tasks",
        [.. Enumerable.Range(0, 12).Select(_ => new IneligibleRecipient(Guid.NewGuid(), "inactive", NotInSales: false, NotInTeam: true))])
        .ShouldContain(" is inactive and in none of the leaver's teams, and 2 more. Make one of them active and a member of one of the leaver's teams, then retry");
}
