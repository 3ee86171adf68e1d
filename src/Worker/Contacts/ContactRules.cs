using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Contacts;

/// <summary>Checks whether something may be done to a contact (E1 to E7): a pure function. Returns null if so; otherwise the refusal.</summary>
public static class ContactRules
{
    public static Refusal? Check(IContactCommand request, ContactAct act, ContactFacts facts) =>
        CheckAsker(request, act, facts) ?? CheckOwner(request, act, facts) ?? CheckHold(request, act, facts) ?? CheckStatus(request, act, facts)
        ?? CheckAccount(request, act, facts);

    private static Refusal? CheckAsker(IContactCommand request, ContactAct act, ContactFacts facts)
    {
        string permission = act is ContactAct.Deactivate or ContactAct.Delete ? "contacts-delete" : "contacts-edit";
        if (facts.Asker.WasChecked || (facts.Asker is { Status: "active" } && (facts.Asker.IsAdmin || facts.Permissions.Contains(permission))))
        {
            return null;
        }

        string problem = facts.Asker.Status switch
        {
            null => "is not a user of the workspace",
            "active" => $"does not have the permission {permission}",
            string status => $"is {status}",
        };
        return new Refusal(RefusalCode.NotPermitted, $"{facts.Asker.Id} asked to {Verb(act)} contact {request.ContactId} but {problem}.",
            $"Let an active admin or owner ask, or give the permission {permission}.");
    }

    private static Refusal? CheckOwner(IContactCommand request, ContactAct act, ContactFacts facts) =>
        facts.IsOwner && act is (ContactAct.Deactivate or ContactAct.Delete)
            ? new Refusal(RefusalCode.AccountOwner, $"Contact {request.ContactId} is an owner of the workspace and cannot be {Past(act)}.",
                "Hand the ownership to somebody else first.")
            : null;

    private static Refusal? CheckHold(IContactCommand request, ContactAct act, ContactFacts facts) => facts.IsHeld && act == ContactAct.Delete
        ? new Refusal(RefusalCode.LegalHold, $"The sign-in account of contact {request.ContactId} is under legal hold, so the contact is not deleted.",
            "Archive or deactivate the contact; it can be deleted once the hold is lifted.")
        : null;

    /// <summary>
    /// The account of a contact ends with it only if nothing is lost by that. One that holds a seat, work or a running case is a colleague's, and
    /// colleagues leave by a departure, with all its guards and a handover.
    /// </summary>
    private static Refusal? CheckAccount(IContactCommand request, ContactAct act, ContactFacts facts) =>
        act is ContactAct.Deactivate or ContactAct.Delete
            ? facts.Accounts.Select(account => CheckAccount(request, act, account)).FirstOrDefault(refusal => refusal is not null)
            : null;

    private static Refusal? CheckAccount(IContactCommand request, ContactAct act, AccountFacts account)
    {
        string[] holds =
        [
            .. account.HoldsSeat ? ["a seat"] : Array.Empty<string>(),
            .. account.Work.Count > 0 ? [Say.Work(account.Work)] : Array.Empty<string>(),
            .. account.Case is { } running ? [$"case {running}, which is not over"] : Array.Empty<string>(),
        ];
        return holds.Length == 0 ? null : new Refusal(
            RefusalCode.ConflictingRequest,
            $"Contact {request.ContactId} cannot be {Past(act)}: it signs in with user {account.Id}, who has {string.Join(", ", holds)}.",
            account.Case is not null ? "Wait until that case is completed, then send this with a new requestId."
            : $"Send DeactivateUserRequested for user {account.Id} with a handover plan"
              + $"{(account.Work.Count > 0 ? ", or ReassignWorkRequested for what is left," : "")} first; then send this with a new requestId.");
    }

    private static Refusal? CheckStatus(IContactCommand request, ContactAct act, ContactFacts facts)
    {
        if (facts.Status is null or "deleted")
        {
            return new Refusal(RefusalCode.InvalidRequest, $"There is no contact {request.ContactId} in workspace {request.WorkspaceId}.",
                "Check contactId and workspaceId.", [new FieldError { Path = "contactId", Problem = "names no contact of the workspace" }]);
        }

        string? problem = (act, facts) switch
        {
            (ContactAct.Deactivate, { Status: "inactive" }) => "is inactive already",
            (ContactAct.Invite, { Status: "active" }) => "is active already",
            (ContactAct.Invite, { Status: "invited" }) => "is invited already; cancel that invitation first",
            (ContactAct.Archive, { IsArchived: true }) => "is archived already",
            (ContactAct.Unarchive, { IsArchived: false }) => "is not archived",
            _ => null,
        };
        return problem is null ? null : new Refusal(RefusalCode.ConflictingRequest, $"Contact {request.ContactId} {problem}.", "There is nothing to do.");
    }

    private static string Verb(ContactAct act) => act.ToString().ToLowerInvariant();

    private static string Past(ContactAct act) => act == ContactAct.Delete ? "deleted" : "deactivated";
}
