using Offboarding.Contracts;
using Offboarding.Dashboard.Pages.Contacts;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>What can be asked for about a client contact (E1, E4). The worker checks once more.</summary>
public static class ContactActs
{
    public static SubjectAct<ContactFacts> Deactivate { get; } = new(
        "deactivate", "Deactivate", "deactivated",
        "The contact can no longer sign in and is not notified. Its records stay where they are.",
        MessageNames.Of<DeactivateContactRequested>(), Permission.Start,
        static now => now.Status == "inactive" ? "This contact is already inactive." : null,
        static (now, _) => Of(now));

    public static SubjectAct<ContactFacts> Archive { get; } = new(
        "archive", "Archive", "archived", "The contact is hidden from the list of contacts. It can still sign in.",
        MessageNames.Of<ArchiveContactRequested>(), Permission.Start,
        static now => now.ArchivedAt is null ? null : "This contact is already archived.",
        static (now, _) => Of(now));

    public static SubjectAct<ContactFacts> Unarchive { get; } = new(
        "unarchive", "Unarchive", "unarchived", "The contact is in the list of contacts again.",
        MessageNames.Of<UnarchiveContactRequested>(), Permission.Start,
        static now => now.ArchivedAt is null ? "This contact is not archived." : null,
        static (now, _) => Of(now));

    public static SubjectAct<ContactFacts> CancelInvitation { get; } = new(
        "cancel-invitation", "Cancel the invitation", "cancelled", "The link in the invitation no longer works, and the contact stays inactive.",
        MessageNames.Of<CancelInvitationRequested>(), Permission.Cancel,
        static now => now.InvitationId is null ? "No invitation of this contact is open." : null,
        static (now, _) => new() { ["workspaceId"] = now.WorkspaceId, ["invitationId"] = now.InvitationId });

    /// <summary>All of them, in the order of the buttons.</summary>
    public static IReadOnlyList<SubjectAct<ContactFacts>> All { get; } = [CancelInvitation, Archive, Unarchive, Deactivate];

    private static Dictionary<string, object?> Of(ContactFacts now) => new() { ["workspaceId"] = now.WorkspaceId, ["contactId"] = now.Id };
}
