using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Contacts;

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

    /// <summary>The accounts that could end with the contact, of now and of before, because they have no role in the workspace.</summary>
    public IReadOnlyList<AccountFacts> Accounts { get; init; } = [];

    /// <summary>UTC, the start of the transaction by the database's clock.</summary>
    public DateTime Now { get; init; }
}
