using Offboarding.Contracts;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Handover;

/// <summary>Teams become people, and whoever may not receive is refused by name and by the field's path.</summary>
public sealed class RecipientRulesTests
{
    private static readonly Guid Workspace = new("0d000000-0000-4000-8000-000000000001");
    private static readonly Guid Leaver = new("0d000000-0000-4000-8000-000000000104");
    private static readonly Guid Anna = new("0d000000-0000-4000-8000-000000000201");
    private static readonly Guid Ben = new("0d000000-0000-4000-8000-000000000202");
    private static readonly Guid Chen = new("0d000000-0000-4000-8000-000000000203");
    private static readonly Guid Gone = new("0d000000-0000-4000-8000-000000000204");
    private static readonly Guid Support = new("0d000000-0000-4000-8000-000000000301");
    private static readonly Guid Empty = new("0d000000-0000-4000-8000-000000000302");

    /// <summary>Anna and Ben are in the leaver's team, Ben sells, Chen is elsewhere, and somebody is gone.</summary>
    private static readonly RecipientFacts Facts = new()
    {
        Status = new Dictionary<Guid, string> { [Leaver] = "active", [Anna] = "active", [Ben] = "active", [Chen] = "active", [Gone] = "inactive" },
        Sales = new HashSet<Guid> { Ben },
        LeaversTeams = new HashSet<Guid> { Leaver, Ben, Anna, Gone },
        Teams = new Dictionary<Guid, IReadOnlyList<Guid>> { [Support] = [Gone, Ben, Leaver, Anna], [Empty] = [Leaver, Gone] },
    };

    [Fact]
    public void C5_a_team_is_its_members_who_may_receive_when_the_request_is_accepted()
    {
        Members(Contacts(new Recipient { TeamId = Support })).ShouldBe([Anna, Ben]);
        Resolve(Leads(new Recipient { TeamId = Support })).Leads!.Recipients[0].Group.ShouldBe([Ben], "C7");
        Check(Contacts(new Recipient { TeamId = Support }, new Recipient { UserId = Chen })).ShouldBeNull();
    }

    [Fact]
    public void Who_is_on_leave_now_and_back_by_the_day_may_receive_then_and_not_before()
    {
        var day = new DateTime(2026, 12, 31, 23, 0, 0, DateTimeKind.Utc);
        HandoverPlan plan = Contacts(new Recipient { UserId = Gone });
        RecipientFacts facts = Facts with { BackAt = new Dictionary<Guid, DateTime> { [Gone] = day } };
        RecipientRules.Check(plan, Leaver, Workspace, facts, day).ShouldBeNull();
        Refusal late = RecipientRules.Check(plan, Leaver, Workspace, facts, day.AddSeconds(-1))!;
        (late.Code, late.Message).ShouldBe((RefusalCode.RecipientInactive,
            $"Recipient {Gone} is on leave and cannot receive contacts: they return at 2026-12-31T23:00:00Z, after the last day, which ends at 2026-12-31T22:59:59Z."));
        late.Help.ShouldContain("SetReturnRequested");
        RecipientRules.Check(plan, Leaver, Workspace, facts)!.Message.ShouldBe(
            $"Recipient {Gone} is on leave and cannot receive contacts now: their return is set for 2026-12-31T23:00:00Z.");
        RecipientRules.Check(plan, Leaver, Workspace, Facts)!.Message.ShouldBe($"Recipient {Gone} is inactive and cannot receive contacts.");
        RecipientRules.Check(plan, Leaver, Workspace, facts)!.Code.ShouldBe(RefusalCode.RecipientInactive);
        RecipientRules.Check(plan, Leaver, Workspace, Facts, day)!.Code.ShouldBe(RefusalCode.RecipientInactive);
    }

    [Fact]
    public void C5_on_the_day_a_team_is_who_is_in_it_then_and_one_of_whom_nobody_can_receive_keeps_those_it_had()
    {
        HandoverPlan accepted = Resolve(Contacts(new Recipient { TeamId = Support }, new Recipient { UserId = Chen }));
        RecipientFacts later = Facts with { Teams = new Dictionary<Guid, IReadOnlyList<Guid>> { [Support] = [Ben] } };
        TeamPlans.ResolveOnDay(accepted, Leaver, later).Contacts!.Recipients.Select(r => r.UserId?.ToString() ?? string.Join(' ', r.Group!)).ShouldBe([$"{Ben}", $"{Chen}"]);
        RecipientFacts gone = Facts with { Teams = new Dictionary<Guid, IReadOnlyList<Guid>> { [Support] = [Gone] } };
        TeamPlans.ResolveOnDay(accepted, Leaver, gone).Contacts!.Recipients[0].Group.ShouldBe([Anna, Ben]);
    }

    [Fact]
    public void A_resolved_plan_resolves_to_itself_and_can_be_told_as_it_was_asked()
    {
        HandoverPlan asked = Contacts(new Recipient { TeamId = Support }, new Recipient { UserId = Chen });
        HandoverPlan once = Resolve(asked);
        Members(once).ShouldBe([Anna, Ben]);
        Members(Resolve(once)).ShouldBe([Anna, Ben]);
        TeamPlans.AsAsked(once).Contacts!.Recipients.ShouldBe(asked.Contacts!.Recipients);
    }

    [Fact]
    public void A_team_that_is_unknown_or_has_nobody_to_receive_is_refused_by_name()
    {
        var unknown = Guid.NewGuid();
        ShouldBe(Check(Contacts(new Recipient { UserId = Anna }, new Recipient { TeamId = unknown })), RefusalCode.RecipientUnknown,
            $"Team {unknown} of the contacts is not a team of workspace {Workspace}.", "handover.contacts.recipients[1].teamId");
        ShouldBe(Check(Contacts(new Recipient { TeamId = Empty })), RefusalCode.RecipientNotEligible,
            $"Nobody in team {Empty} can receive contacts.", "handover.contacts.recipients[0].teamId");
    }

    [Fact]
    public void Somebody_who_is_named_and_in_a_team_too_is_there_twice()
    {
        string problem = $"Recipient {Anna} of the contacts is there twice: alone or in a group, and as a member of a team.";
        ShouldBe(Check(Contacts(new Recipient { UserId = Anna }, new Recipient { TeamId = Support })), RefusalCode.InvalidRequest,
            problem, "handover.contacts.recipients[1].teamId");
        ShouldBe(Check(Contacts(new Recipient { TeamId = Support }, new Recipient { Group = [Chen, Anna] })), RefusalCode.InvalidRequest,
            problem, "handover.contacts.recipients[1].group[1]");
    }

    [Fact]
    public void Everybody_who_may_not_receive_is_listed_with_the_fields_path_and_the_first_gives_the_code()
    {
        var stranger = Guid.NewGuid();
        Refusal refusal = Check(Leads(
            new Recipient { Group = [Ben, Gone] }, new Recipient { UserId = stranger }, new Recipient { UserId = Leaver }, new Recipient { UserId = Chen }))!;
        refusal.Code.ShouldBe(RefusalCode.RecipientInactive);
        refusal.Errors.Select(e => e.Path).ShouldBe([
            "handover.leads.recipients[0].group[1]", "handover.leads.recipients[1].userId", "handover.leads.recipients[2].userId",
            "handover.leads.recipients[3].userId",
        ]);
        refusal.Errors[3].Problem.ShouldBe(
            $"Recipient {Chen} is not a member of a sales team and cannot receive leads. Name members of a sales team, or make this one a member first.");
    }

    [Fact]
    public void F8_only_members_of_the_leavers_teams_receive_if_the_plan_says_so()
    {
        Check(Only(Contacts(new Recipient { UserId = Anna }, new Recipient { UserId = Ben }))).ShouldBeNull();
        ShouldBe(Check(Only(Contacts(new Recipient { UserId = Anna }, new Recipient { UserId = Chen }))), RefusalCode.RecipientNotEligible,
            $"Recipient {Chen} is in none of the leaver's teams, and only these may receive contacts (onlyLeaversTeams).",
            "handover.contacts.recipients[1].userId");
    }

    [Fact]
    public void F8_if_nobody_is_named_all_members_of_the_leavers_teams_who_may_receive_are_the_recipients()
    {
        Resolve(Only(Contacts())).Contacts!.Recipients.Select(r => r.UserId).ShouldBe([Anna, Ben]);
        HandoverPlan leads = Leads();
        Resolve(leads with { Leads = leads.Leads! with { OnlyLeaversTeams = true } }).Leads!.Recipients.Select(r => r.UserId).ShouldBe([Ben]);
        Check(Only(Contacts())).ShouldBeNull();
        ShouldBe(
            RecipientRules.Check(Only(Contacts()), Leaver, Workspace, Facts with { LeaversTeams = new HashSet<Guid> { Leaver } }),
            RefusalCode.RecipientNotEligible, $"Nobody in the teams of user {Leaver} can receive contacts.", "handover.contacts.recipients");
    }

    [Fact]
    public void A_team_that_is_too_large_is_refused()
    {
        Guid[] many = [.. Enumerable.Range(0, 1001).Select(_ => Guid.NewGuid())];
        RecipientFacts facts = Facts with
        {
            Status = many.ToDictionary(m => m, _ => "active"),
            Teams = new Dictionary<Guid, IReadOnlyList<Guid>> { [Support] = many },
        };
        HandoverPlan plan = TeamPlans.Resolve(Contacts(new Recipient { TeamId = Support }), Leaver, facts)!;
        ShouldBe(RecipientRules.Check(plan, Leaver, Workspace, facts), RefusalCode.InvalidRequest,
            "The plan gives contacts to 1001 people; at most 1000 are expected.", "handover.contacts.recipients");
    }

    private static HandoverPlan Contacts(params Recipient[] recipients) =>
        new() { Contacts = new Allocation { Strategy = AllocationStrategy.LeastLoaded, Recipients = recipients } };

    private static HandoverPlan Leads(params Recipient[] recipients) => new() { Leads = Contacts(recipients).Contacts };

    private static HandoverPlan Only(HandoverPlan plan) => plan with { Contacts = plan.Contacts! with { OnlyLeaversTeams = true } };

    private static HandoverPlan Resolve(HandoverPlan plan) => TeamPlans.Resolve(plan, Leaver, Facts)!;

    private static IEnumerable<Guid> Members(HandoverPlan plan) => Resolve(plan).Contacts!.Recipients[0].Group!;

    private static Refusal? Check(HandoverPlan plan) => RecipientRules.Check(Resolve(plan), Leaver, Workspace, Facts);

    private static void ShouldBe(Refusal? refusal, RefusalCode code, string message, string path)
    {
        refusal.ShouldNotBeNull();
        refusal.ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe(code), r => r.Message.ShouldBe(message), r => r.Errors[0].Path.ShouldBe(path),
            r => r.Errors[0].Problem.ShouldBe($"{r.Message} {r.Help}"));
    }
}
