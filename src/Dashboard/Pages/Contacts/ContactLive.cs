using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Contacts;

/// <summary>One contact, and what can be done.</summary>
public sealed class ContactLive(ContactReader contacts, Fragments fragments) : LiveReader<LiveView.OneContact>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.OneContact view, Overview overview, CancellationToken cancellationToken)
    {
        if (await contacts.ReadAsync(view.Workspace, view.Id, cancellationToken) is not { } read)
        {
            return null;
        }

        ContactDetails details = Shown(read, view);
        return AllOf(
            Part<ContactCard>("contact", details.Facts.ToString(), new() { ["Facts"] = details.Facts }),
            Part<ContactActBar>("acts", $"{details.Facts} {details.Askers.Count}", new() { ["Details"] = details, ["Rights"] = view.Rights }));
    }
}
