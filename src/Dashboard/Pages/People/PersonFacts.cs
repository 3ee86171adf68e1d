using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.People;

/// <summary>Somebody of a workspace, as far as it decides what can be done. Times are UTC.</summary>
public sealed record PersonFacts
{
    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    [PersonalData(Personal.Email)]
    public string Email { get; init; } = "";

    /// <summary>active, invited, inactive or deleted.</summary>
    public string Status { get; init; } = "";

    /// <summary>full, who holds a seat while active, or partner.</summary>
    public string Kind { get; init; } = "";

    public string[] Roles { get; init; } = [];

    public bool OwnsAccount { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? SignInClosedAt { get; init; }

    [PersonalData(Personal.Name)]
    public string? InvitedByName { get; init; }

    public DateTime? InvitedAt { get; init; }

    /// <summary>Gets what the person would receive after leaving.</summary>
    [PersonalData(Personal.Name)]
    public string? Successor { get; init; }

    /// <summary>Was invited and left without ever having been active: there is no password to sign in with.</summary>
    public bool NeverActive { get; init; }

    /// <summary>Under legal hold (F10).</summary>
    public bool Held { get; init; }

    /// <summary>Until when the person is kept whatever is asked (D10); null: not inactive.</summary>
    public DateTime? RetentionUntil { get; init; }

    /// <summary>Has open work, which is handed over before a deletion (F5).</summary>
    public bool HoldsWork { get; init; }

    /// <summary>The open invitation; null: there is none.</summary>
    public Guid? InvitationId { get; init; }

    public DateTime? InvitationExpiresAt { get; init; }

    /// <summary>A case about the person that is not over; a departure before a deletion.</summary>
    public Guid? OpenCase { get; init; }

    /// <summary>deactivate, reassign, undo or delete.</summary>
    public string? OpenCaseKind { get; init; }

    /// <summary>The database's clock.</summary>
    public DateTime Now { get; init; }
}

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
