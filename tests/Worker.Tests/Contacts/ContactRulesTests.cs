using Offboarding.Contracts;
using Offboarding.Worker.Contacts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Contacts;

/// <summary>What may be done to a contact, and by whom (E1 to E7).</summary>
public sealed class ContactRulesTests
{
    private static readonly ArchiveContactRequested Request = new() { RequestId = Guid.NewGuid(), WorkspaceId = Guid.NewGuid(), ContactId = 7, RequestedBy = Guid.NewGuid() };

    private static readonly ContactFacts Fine = new() { Asker = new Asker(Request.RequestedBy, "active", IsAdmin: true), Status = "active" };

    [Theory]
    [InlineData(ContactAct.Deactivate, "contacts-delete")]
    [InlineData(ContactAct.Delete, "contacts-delete")]
    [InlineData(ContactAct.Archive, "contacts-edit")]
    [InlineData(ContactAct.Invite, "contacts-edit")]
    public void E7_an_agent_needs_the_permission_for_it_and_no_other(ContactAct act, string permission)
    {
        string other = permission == "contacts-edit" ? "contacts-delete" : "contacts-edit";
        ContactFacts agent = Fine with { Asker = Fine.Asker with { IsAdmin = false }, Status = act == ContactAct.Invite ? "inactive" : "active" };
        ContactRules.Check(Request, act, agent with { Permissions = new HashSet<string> { permission } }).ShouldBeNull();
        var refusal = ContactRules.Check(Request, act, agent with { Permissions = new HashSet<string> { other } });
        refusal!.Code.ShouldBe(RefusalCode.NotPermitted);
        refusal.Message.ShouldContain(permission);
        ContactRules.Check(Request, act, agent with { Asker = agent.Asker with { Status = "inactive" }, Permissions = new HashSet<string> { permission } })!
            .Code.ShouldBe(RefusalCode.NotPermitted);
    }

    [Theory]
    [InlineData(ContactAct.Deactivate, true)]
    [InlineData(ContactAct.Delete, true)]
    [InlineData(ContactAct.Archive, false)]
    public void E6_an_owner_of_the_workspace_is_neither_deactivated_nor_deleted(ContactAct act, bool refused) =>
        (ContactRules.Check(Request, act, Fine with { IsOwner = true })?.Code == RefusalCode.AccountOwner).ShouldBe(refused);

    [Fact]
    public void F10_a_contact_whose_account_is_held_is_not_deleted_and_may_be_deactivated()
    {
        ContactRules.Check(Request, ContactAct.Delete, Fine with { IsHeld = true })!.Code.ShouldBe(RefusalCode.LegalHold);
        ContactRules.Check(Request, ContactAct.Deactivate, Fine with { IsHeld = true }).ShouldBeNull();
    }

    [Theory]
    [InlineData(ContactAct.Deactivate, "inactive", false)]
    [InlineData(ContactAct.Invite, "active", false)]
    [InlineData(ContactAct.Invite, "invited", false)]
    [InlineData(ContactAct.Archive, "active", true)]
    [InlineData(ContactAct.Unarchive, "active", false)]
    public void What_is_so_already_is_refused(ContactAct act, string status, bool archived) =>
        ContactRules.Check(Request, act, Fine with { Status = status, IsArchived = archived })!.Code.ShouldBe(RefusalCode.ConflictingRequest);

    [Theory]
    [InlineData(ContactAct.Deactivate, true)]
    [InlineData(ContactAct.Delete, true)]
    [InlineData(ContactAct.Archive, false)]
    public void An_account_that_holds_a_seat_work_or_a_case_does_not_end_with_its_contact(ContactAct act, bool refused)
    {
        AccountFacts nothing = new(Guid.NewGuid(), HoldsSeat: false, Case: null, new Dictionary<string, long>());
        AccountFacts leads = nothing with { Id = Guid.NewGuid(), Work = new Dictionary<string, long> { ["leads"] = 1 } };
        ContactRules.Check(Request, act, Fine with { Accounts = [nothing] }).ShouldBeNull();
        ContactFacts[] colleagues =
        [
            Fine with { Accounts = [nothing with { HoldsSeat = true }] }, Fine with { Accounts = [leads] },
            Fine with { Accounts = [nothing with { Case = Guid.NewGuid() }] }, Fine with { Accounts = [nothing, leads] },
        ];
        (ContactRules.Check(Request, act, colleagues[^1])?.Message.Contains($"user {leads.Id}, who has 1 lead.")).ShouldBe(refused ? true : null);
        colleagues.ShouldAllBe(colleague => (ContactRules.Check(Request, act, colleague) != null) == refused);
    }

    [Fact]
    public void A_contact_that_is_not_there_or_deleted_is_unknown()
    {
        foreach (ContactAct act in Enum.GetValues<ContactAct>())
        {
            ContactRules.Check(Request, act, Fine with { Status = null })!.Code.ShouldBe(RefusalCode.InvalidRequest);
            ContactRules.Check(Request, act, Fine with { Status = "deleted" })!.Errors.ShouldHaveSingleItem().Path.ShouldBe("contactId");
        }
    }
}
