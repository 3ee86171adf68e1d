using Offboarding.Worker.Handover;
using Offboarding.Worker.Ownership;

namespace Offboarding.Worker.Departures;

/// <summary>What the database says, under the workspace's lock, about a wish to deactivate somebody.</summary>
public sealed record DeactivationFacts
{
    /// <summary>Whom it is about.</summary>
    public Guid UserId { get; init; }

    /// <summary>UTC, the start of the transaction by the database's clock.</summary>
    public required DateTime Now { get; init; }

    /// <summary>active, inactive, invited, deleted; null: no such user in this workspace.</summary>
    public string? Status { get; init; }

    /// <summary>full or partner.</summary>
    public string? Kind { get; init; }

    /// <summary>Left, or was kept, without ever having been active: was invited and never accepted.</summary>
    public bool NeverActive { get; init; }

    /// <summary>A return of theirs is ahead, by this departure or an earlier one.</summary>
    public bool HasReturnAhead { get; init; }

    /// <summary>An invitation of theirs is open.</summary>
    public bool HasOpenInvitation { get; init; }

    public required bool IsOwner { get; init; }

    public required bool IsAccountOwner { get; init; }

    /// <summary>Active owners besides the leaver.</summary>
    public required int OtherOwners { get; init; }

    /// <summary>Status of who asks; null: not a user of this workspace.</summary>
    public string? AskerStatus { get; init; }

    /// <summary>They were allowed to when they asked; it is not checked again (see <see cref="Intake.Asker"/>).</summary>
    public bool AskerWasChecked { get; init; }

    /// <summary>Who asks has the role admin or owner.</summary>
    public required bool AskerIsAdmin { get; init; }

    /// <summary>Who asks has the role owner, or owns the account.</summary>
    public bool AskerIsOwner { get; init; }

    /// <summary>Who is to get what the leaver owns; null: nobody was named.</summary>
    public OwnershipFacts? Ownership { get; init; }

    /// <summary>A case of the leaver that is not over.</summary>
    public Guid? CaseInProgress { get; init; }

    /// <summary>That case waits for a second person (F9).</summary>
    public bool CaseIsHeld { get; init; }

    /// <summary>The workspace insists that every item finds a new owner (C6); policy <c>requireCompleteHandover</c>.</summary>
    public bool RequiresCompleteHandover { get; init; }

    /// <summary>How many days ago a last day may have been; policy <c>lateLastDayDays</c>.</summary>
    public int LateLastDayDays { get; init; } = 31;

    /// <summary>The workspace has a guard against mass changes (F9).</summary>
    public bool HasMassChangePolicy { get; init; }

    /// <summary>Whoever is out already is not taken out (F9).</summary>
    public bool CountsAsMassChange => Status == "active" && HasMassChangePolicy;

    /// <summary>The names of the workspace's policies that are switched on.</summary>
    public string[] Policies { get; init; } = [];

    /// <summary>Whether the leaver holds a seat: an active full user does (A5), an invited one by the workspace's policy (C11).</summary>
    public bool HoldsSeat => Kind == "full" && (Status == "active" || (Status == "invited" && Policies.Contains("invitedUsersHoldSeats")));

    /// <summary>About everybody the plan names.</summary>
    public RecipientFacts Recipients { get; init; } = new();

    /// <summary>The leaver's open items for each kind of work; counted if the workspace requires a complete handover, and for a preview.</summary>
    public IReadOnlyDictionary<string, long> OpenWork { get; init; } = new Dictionary<string, long>();
}
