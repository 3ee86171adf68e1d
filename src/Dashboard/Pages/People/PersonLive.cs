using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.People;

/// <summary>One person: who they are, what can be done, work, cases, holds.</summary>
public sealed class PersonLive(PeopleReader people, Fragments fragments) : LiveReader<LiveView.OnePerson>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.OnePerson view, Overview overview, CancellationToken cancellationToken)
    {
        if (await people.ReadAsync(view.Workspace, view.User, cancellationToken) is not { } read)
        {
            return null;
        }

        PersonDetails details = Shown(read, view);
        Dictionary<string, object?> both = new() { ["Details"] = details, ["Rights"] = view.Rights };
        return AllOf(
            Part<PersonCard>("person", StateOf(details.Facts), new() { ["Facts"] = details.Facts }),
            Part<PersonActBar>("acts", $"{StateOf(details.Facts)} {details.Askers.Count}", both),
            Part<PersonWork>("person-work", string.Join('\n', details.Holds), both),
            Part<PersonCases>("person-cases", string.Join('\n', details.Cases), new() { ["Cases"] = details.Cases }),
            Part<PersonHolds>("person-holds", string.Join('\n', details.LegalHolds), new() { ["Rows"] = details.LegalHolds }));
    }

    /// <summary>All but the clock, which changes each time.</summary>
    private static string StateOf(PersonFacts facts) => (facts with { Now = default }).ToString();
}
