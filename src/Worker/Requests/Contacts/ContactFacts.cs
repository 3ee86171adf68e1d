using Offboarding.Worker.Requests.Ingress;

namespace Offboarding.Worker.Requests.Contacts;

/// <summary>What the database says, under the workspace's lock, about a wish for a contact.</summary>
public sealed record ContactFacts
{
    public required Asker Asker { get; init; }

    /// <summary>Of who asks: contacts-edit, contacts-delete (E7).</summary>
    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();

    /// <summary>active, inactive, invited, deleted; null: no such contact in this workspace.</summary>
    public string? Status { get; init; }

    public bool IsArchived { get; init; }

    /// <summary>The contact's sign-in account owns the workspace or has the owner role (E6).</summary>
    public bool IsOwner { get; init; }

    /// <summary>The contact's sign-in account, of now or of before, is under legal hold (F10).</summary>
    public bool IsHeld { get; init; }

    /// <summary>The account that would end with the contact, because it has no role in the workspace; null: none.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>That account is an active full user and holds a seat.</summary>
    public bool AccountHoldsSeat { get; init; }

    /// <summary>A departure, a reassignment or another case of that account that is not over.</summary>
    public Guid? AccountCase { get; init; }

    /// <summary>The open items of that account for each kind of work; without those it has none of.</summary>
    public IReadOnlyDictionary<string, long> AccountWork { get; init; } = new Dictionary<string, long>();

    /// <summary>UTC, the start of the transaction by the database's clock.</summary>
    public DateTime Now { get; init; }
}
