using Offboarding.Contracts;
using Offboarding.Worker.Departures;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Departures;

/// <summary>Every "no" says who, what, why and what would help, with ids instead of names.</summary>
public sealed class DeactivationRulesTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Workspace = new("0d000000-0000-4000-8000-000000000001");
    private static readonly Guid Leaver = new("0d000000-0000-4000-8000-000000000104");
    private static readonly Guid Admin = new("0d000000-0000-4000-8000-000000000103");
    private static readonly Guid Colleague = new("0d000000-0000-4000-8000-000000000105");

    private static readonly DeactivationFacts Fine = new()
    {
        Now = Now,
        Status = "active",
        Kind = "full",
        IsOwner = false,
        IsAccountOwner = false,
        OtherOwners = 2,
        AskerStatus = "active",
        AskerIsAdmin = true,
        Recipients = Knowing("active"),
    };

    private static readonly DeactivateUserRequested Request = new()
    {
        RequestId = Guid.NewGuid(),
        WorkspaceId = Workspace,
        UserId = Leaver,
        RequestedBy = Admin,
        Reason = DeactivationReason.LeftCompany,
        Handover = new HandoverPlan
        {
            Conversations = new Allocation { Strategy = AllocationStrategy.OneColleague, Recipients = [new Recipient { UserId = Colleague }] },
        },
    };

    [Fact]
    public void A1_an_admin_may_deactivate_an_agent() => Check(Fine).ShouldBeNull();

    [Fact]
    public void B1_an_admin_may_deactivate_an_admin_and_an_owner_who_is_not_the_last() =>
        Check(Fine with { IsOwner = true, OtherOwners = 1 }).ShouldBeNull();

    [Fact]
    public void B3_an_owner_whose_role_was_taken_off_may_be_deactivated_even_if_nobody_else_is_owner() =>
        Check(Fine with { IsOwner = false, OtherOwners = 0 }).ShouldBeNull();

    [Fact]
    public void D5_somebody_who_is_inactive_already_may_be_run_again() => Check(Fine with { Status = "inactive" }).ShouldBeNull();

    [Fact]
    public void An_owner_who_is_inactive_already_may_be_run_again_because_the_workspace_loses_nobody() =>
        Check(Fine with { Status = "inactive", IsOwner = true, OtherOwners = 0 }).ShouldBeNull();

    [Fact]
    public void A1_whoever_is_not_admin_is_refused() => ShouldBe(
        Check(Fine with { AskerIsAdmin = false }),
        RefusalCode.NotPermitted,
        $"{Admin} asked to deactivate {Leaver} but is neither admin nor owner of the workspace.",
        "Let an active admin or owner ask, or give the role admin to the one who did.");

    [Fact]
    public void A1_an_admin_who_is_inactive_is_refused() => ShouldBe(
        Check(Fine with { AskerStatus = "inactive" }),
        RefusalCode.NotPermitted,
        $"{Admin} asked to deactivate {Leaver} but is inactive.",
        "Send the request on behalf of an active admin or owner of the workspace.");

    [Fact]
    public void A1_an_admin_of_another_workspace_is_refused() => ShouldBe(
        Check(Fine with { AskerStatus = null, AskerIsAdmin = false }),
        RefusalCode.NotPermitted,
        $"{Admin} asked to deactivate {Leaver} but is not a user of workspace {Workspace}.",
        "Send the request on behalf of an active admin or owner of the workspace.");

    [Theory]
    [InlineData(null)]
    [InlineData("deleted")]
    public void Somebody_who_is_not_there_is_refused(string? status) => ShouldBe(
        Check(Fine with { Status = status }),
        RefusalCode.UnknownUser,
        $"There is no user {Leaver} in workspace {Workspace}.",
        "Check userId and workspaceId; a user belongs to one workspace.");

    [Fact]
    public void A_second_request_while_a_case_is_in_progress_is_refused_and_names_the_case()
    {
        var other = Guid.NewGuid();
        ShouldBe(
            Check(Fine with { CaseInProgress = other }),
            RefusalCode.ConflictingRequest,
            $"User {Leaver} is being offboarded already, by case {other}.",
            "If its last day has not come, cancel or reschedule that case. Otherwise wait until it completes; a later request handles what is left.");
    }

    [Fact]
    public void A7_the_owner_of_the_account_is_refused() => ShouldBe(
        Check(Fine with { IsAccountOwner = true, IsOwner = true }),
        RefusalCode.AccountOwner,
        $"User {Leaver} owns the account and cannot be deactivated.",
        "Name a nextOwner, or hand the ownership of the account to somebody else first, then send the request again.");

    [Fact]
    public void D7_the_only_owner_is_refused() => ShouldBe(
        Check(Fine with { IsOwner = true, OtherOwners = 0 }),
        RefusalCode.OnlyOwner,
        $"User {Leaver} is the only owner of the workspace; without an owner nobody could manage it.",
        "Name a nextOwner, or give the owner role to a second active user first, then send the request again.");

    [Theory]
    [InlineData((-31 * 24) - 1, "2026-10-22T08:00:00Z is in the past, more than 31 days ago; leave it out to start at once")]
    [InlineData((366 * 24) + 1, "2027-11-23T10:00:00Z is more than 366 days ahead; send the request closer to it")]
    public void F1_a_last_day_out_of_reach_is_a_wrong_field(int hours, string problem)
    {
        Refusal? refusal = DeactivationRules.Check(Request with { LastDay = new DateTimeOffset(Now.AddHours(hours)) }, Fine);
        ShouldBe(
            refusal,
            RefusalCode.InvalidRequest,
            $"The last day of user {Leaver} cannot be used: {problem}.",
            "Correct lastDay and send the request again; the same requestId may be used.");
        refusal.Errors.ShouldBe([new FieldError { Path = "lastDay", Problem = problem }]);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(-31 * 24)]
    [InlineData(0)]
    [InlineData(366 * 24)]
    public void F1_a_last_day_up_to_a_month_ago_or_a_year_ahead_is_fine(int hours) =>
        DeactivationRules.Check(Request with { LastDay = new DateTimeOffset(Now.AddHours(hours)) }, Fine).ShouldBeNull();

    [Fact]
    public void Who_was_never_active_has_nothing_to_return_to_unless_they_may_accept_before_the_last_day()
    {
        DeactivateUserRequested leave = Request with { ReturnDay = new DateTimeOffset(Now.AddDays(30)) };
        DeactivationFacts invited = Fine with { Status = "invited" };
        DeactivationRules.Check(leave, invited)!.Errors.ShouldHaveSingleItem().Path.ShouldBe("returnDay");
        DeactivationRules.Check(leave, Fine with { Status = "inactive", NeverActive = true })!.Code.ShouldBe(RefusalCode.InvalidRequest);
        DeactivationRules.Check(leave with { LastDay = new DateTimeOffset(Now.AddDays(1)) }, invited).ShouldBeNull();
        DeactivationRules.Check(Request, invited).ShouldBeNull();
    }

    [Theory]
    [InlineData("active", "full", true)]
    [InlineData("invited", "full", true)]
    [InlineData("invited", "partner", false)]
    [InlineData("inactive", "full", false)]
    public void A_seat_is_held_by_an_active_full_user_and_by_an_invited_one_if_the_workspace_says_so(string status, string kind, bool holds)
    {
        (Fine with { Status = status, Kind = kind, Policies = ["invitedUsersHoldSeats"] }).HoldsSeat.ShouldBe(holds);
        (Fine with { Status = status, Kind = kind }).HoldsSeat.ShouldBe(holds && status == "active");
    }

    [Fact]
    public void A_last_day_is_an_instant_whatever_its_offset() =>
        DeactivationRules.Check(Request with { LastDay = new DateTimeOffset(2026, 11, 21, 23, 30, 0, TimeSpan.FromHours(14)) }, Fine).ShouldBeNull();

    [Fact]
    public void Whoever_leaves_cannot_receive_their_own_work() => ShouldBe(
        DeactivationRules.Check(Handing(Leaver), Fine),
        RefusalCode.RecipientNotEligible,
        $"User {Leaver} cannot receive their own conversations.",
        "Name somebody else, or use the strategy keep.");

    [Fact]
    public void A_recipient_of_another_workspace_is_refused_and_named()
    {
        var stranger = Guid.NewGuid();
        ShouldBe(
            DeactivationRules.Check(Handing(Colleague, stranger), Fine),
            RefusalCode.RecipientUnknown,
            $"Recipient {stranger} of the conversations is not a user of workspace {Workspace}.",
            "Name active users of the same workspace.");
    }

    [Fact]
    public void A_recipient_who_was_deleted_is_as_good_as_unknown() => ShouldBe(
        Check(Fine with { Recipients = Knowing("deleted") }),
        RefusalCode.RecipientUnknown,
        $"Recipient {Colleague} of the conversations is not a user of workspace {Workspace}.",
        "Name active users of the same workspace.");

    [Theory]
    [InlineData("inactive")]
    [InlineData("invited")]
    public void A_recipient_who_is_not_active_is_refused_and_named(string status) => ShouldBe(
        Check(Fine with { Recipients = Knowing(status) }),
        RefusalCode.RecipientInactive,
        $"Recipient {Colleague} is {status} and cannot receive conversations.",
        "Name an active user, or activate this one first.");

    [Fact]
    public void C7_leads_go_only_to_members_of_a_sales_team_and_the_one_who_is_not_is_named()
    {
        DeactivateUserRequested leads = Request with { Handover = new HandoverPlan { Leads = Request.Handover!.Conversations } };

        ShouldBe(
            DeactivationRules.Check(leads, Fine),
            RefusalCode.RecipientNotEligible,
            $"Recipient {Colleague} is not a member of a sales team and cannot receive leads.",
            "Name members of a sales team, or make this one a member first.");
        DeactivationRules.Check(leads, Fine with { Recipients = Fine.Recipients with { Sales = new HashSet<Guid> { Colleague } } }).ShouldBeNull();
    }

    [Fact]
    public void C6_a_workspace_that_requires_a_complete_handover_answers_with_the_counters()
    {
        DeactivationFacts strict = Fine with
        {
            RequiresCompleteHandover = true,
            OpenWork = new Dictionary<string, long> { ["conversations"] = 7, ["contacts"] = 104, ["leads"] = 0, ["tasks"] = 12 },
        };
        ShouldBe(
            Check(strict),
            RefusalCode.HandoverIncomplete,
            $"The workspace requires a complete handover, and the plan for user {Leaver} leaves work over: "
                + "conversations 7/7, contacts 0/104, leads 0/0, tasks 0/12.",
            "Give every kind to somebody, or change the workspace's policy requireCompleteHandover.");

        var contacts = new Allocation { Strategy = AllocationStrategy.Fixed, Recipients = [new Recipient { UserId = Colleague, Amount = 104 }] };
        DeactivateUserRequested complete = Request with
        {
            Handover = Request.Handover! with { Contacts = contacts, Tasks = Request.Handover.Conversations },
        };
        DeactivationRules.Check(complete, strict).ShouldBeNull();
        DeactivateUserRequested oneShort = complete with
        {
            Handover = complete.Handover! with { Contacts = contacts with { Recipients = [new Recipient { UserId = Colleague, Amount = 103 }] } },
        };
        DeactivationRules.Check(oneShort, strict)!.Message.ShouldContain("contacts 103/104");
    }

    /// <summary>Who may not ask learns nothing about the workspace; who may is told first what is wrong with the person, then with the plan.</summary>
    [Fact]
    public void The_checks_come_in_an_order_that_tells_strangers_nothing()
    {
        DeactivateUserRequested wrong = Handing(Leaver) with { LastDay = new DateTimeOffset(Now.AddDays(-90)) };
        DeactivationFacts facts = Fine with
        {
            AskerIsAdmin = false,
            CaseInProgress = Guid.NewGuid(),
            IsOwner = true,
            OtherOwners = 0,
            IsAccountOwner = true,
        };
        var codes = new List<RefusalCode?>();
        foreach (DeactivationFacts f in new[]
        {
            facts with { Status = null },
            facts with { AskerIsAdmin = true, Status = null },
            facts = facts with { AskerIsAdmin = true },
            facts = facts with { CaseInProgress = null },
        })
        {
            codes.Add(DeactivationRules.Check(wrong, f)?.Code);
        }

        wrong = wrong with { LastDay = null };
        codes.Add(DeactivationRules.Check(wrong, facts)?.Code);
        codes.Add(DeactivationRules.Check(wrong, facts = facts with { IsAccountOwner = false })?.Code);
        codes.Add(DeactivationRules.Check(wrong, facts with { OtherOwners = 1 })?.Code);
        codes.ShouldBe([
            RefusalCode.NotPermitted, RefusalCode.UnknownUser, RefusalCode.ConflictingRequest, RefusalCode.InvalidRequest,
            RefusalCode.AccountOwner, RefusalCode.OnlyOwner, RefusalCode.RecipientNotEligible,
        ]);
    }

    [Fact]
    public void When_a_scheduled_case_is_due_only_the_owners_are_looked_at_again()
    {
        DeactivationRules.CheckOwners(Leaver, Fine with { AskerStatus = "inactive", AskerIsAdmin = false, CaseInProgress = Guid.NewGuid() }).ShouldBeNull();
        DeactivationRules.CheckOwners(Leaver, Fine with { IsOwner = true, OtherOwners = 0 })!.Code.ShouldBe(RefusalCode.OnlyOwner);
        DeactivationRules.CheckOwners(Leaver, Fine with { IsAccountOwner = true })!.Code.ShouldBe(RefusalCode.AccountOwner);
    }

    private static RecipientFacts Knowing(string status) => new() { Status = new Dictionary<Guid, string> { [Colleague] = status } };

    private static Refusal? Check(DeactivationFacts facts) => DeactivationRules.Check(Request, facts);

    private static DeactivateUserRequested Handing(params Guid[] recipients) => Request with
    {
        Handover = new HandoverPlan
        {
            Conversations = new Allocation
            {
                Strategy = AllocationStrategy.RoundRobin,
                Recipients = [.. recipients.Select(r => new Recipient { UserId = r })],
            },
        },
    };

    private static void ShouldBe([System.Diagnostics.CodeAnalysis.NotNull] Refusal? refusal, RefusalCode code, string message, string help)
    {
        refusal.ShouldNotBeNull();
        refusal.ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe(code), r => r.Message.ShouldBe(message), r => r.Help.ShouldBe(help));
    }
}
