using Offboarding.Contracts;
using Offboarding.Dashboard.Pages.Contacts;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>What can be asked for about a client contact (E1, E4). The worker checks once more.</summary>
public static class ContactActs
{
    public static SubjectAct<ContactFacts> Deactivate { get; } = new(
        "deactivate", "Deactivate", "deactivated",
        "The contact cannot sign in any more and is not told. All that belongs to it stays where it is.",
        MessageNames.Of<DeactivateContactRequested>(), Permission.Start,
        static now => now.Status == "inactive" ? "This contact is inactive already." : null,
        static (now, _) => Of(now));

    public static SubjectAct<ContactFacts> Archive { get; } = new(
        "archive", "Archive", "archived", "The contact is left out of the list of contacts. Sign-in stays as it is.",
        MessageNames.Of<ArchiveContactRequested>(), Permission.Start,
        static now => now.ArchivedAt is null ? null : "This contact is archived already.",
        static (now, _) => Of(now));

    public static SubjectAct<ContactFacts> Unarchive { get; } = new(
        "unarchive", "Unarchive", "unarchived", "The contact is in the list of contacts again.",
        MessageNames.Of<UnarchiveContactRequested>(), Permission.Start,
        static now => now.ArchivedAt is null ? "This contact is not archived." : null,
        static (now, _) => Of(now));

    public static SubjectAct<ContactFacts> CancelInvitation { get; } = new(
        "cancel-invitation", "Cancel the invitation", "cancelled", "The link in the invitation works no more, and the contact stays inactive.",
        MessageNames.Of<CancelInvitationRequested>(), Permission.Cancel,
        static now => now.InvitationId is null ? "No invitation of this contact is open." : null,
        static (now, _) => new() { ["workspaceId"] = now.WorkspaceId, ["invitationId"] = now.InvitationId });

    /// <summary>All of them, in the order of the buttons.</summary>
    public static IReadOnlyList<SubjectAct<ContactFacts>> All { get; } = [CancelInvitation, Archive, Unarchive, Deactivate];

    private static Dictionary<string, object?> Of(ContactFacts now) => new() { ["workspaceId"] = now.WorkspaceId, ["contactId"] = now.Id };
}
