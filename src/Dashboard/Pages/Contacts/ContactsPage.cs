using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Contacts;

/// <summary><c>/contacts/{workspace}</c>: client contacts, inactive ones with their badge (E2), archived ones on request (E4).</summary>
public static class ContactsPage
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Shows a page of them.</summary>
    public static async Task<IResult> Show(
        HttpContext context, Guid workspace, ListReader lists, PeopleReader people, OverviewReader overviews, PageFrames frames,
        CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        bool isArchived = filter.Flag("archived");
        long? after = filter.Number("after", "the end of a page of this list");
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        ContactList? list = await lists.ContactsAsync(workspace, isArchived, after, PageSize, cancellationToken);
        if (list is null)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such workspace", $"There is no workspace with the id {workspace}.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<ContactsView>(new
        {
            Frame = frame,
            Workspace = workspace,
            Name = await people.NameOfAsync(workspace, cancellationToken),
            List = frame.Shown(list),
            Archived = isArchived,
            After = after,
        });
    }
}

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
