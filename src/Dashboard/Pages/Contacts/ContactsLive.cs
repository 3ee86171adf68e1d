using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Contacts;

/// <summary>Contacts of a workspace.</summary>
public sealed class ContactsLive(ListReader contacts, Fragments fragments) : LiveReader<LiveView.Contacts>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Contacts view, Overview overview, CancellationToken cancellationToken)
    {
        if (await contacts.ContactsAsync(view.Workspace, view.Archived, view.After, ContactsPage.PageSize, cancellationToken) is not { } read)
        {
            return null;
        }

        ContactList list = Shown(read, view);
        return Whole<ContactTable>(
            string.Join('\n', list.Contacts) + list.Next,
            new() { ["Workspace"] = view.Workspace, ["List"] = list, ["Archived"] = view.Archived, ["After"] = view.After });
    }
}
