using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.People;

/// <summary>People of a workspace.</summary>
public sealed class PeopleLive(PeopleReader people, Fragments fragments) : LiveReader<LiveView.People>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.People view, Overview overview, CancellationToken cancellationToken)
    {
        if (await people.ListAsync(view.Workspace, view.Query, view.Personal, cancellationToken) is not { } read)
        {
            return null;
        }

        PeopleList list = Shown(read, view);
        return Whole<PeopleTable>($"{list.Workspace} {string.Join('\n', list.People)} {list.Next}", new() { ["List"] = list, ["Query"] = view.Query });
    }
}
