using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Lists;

/// <summary>Somebody in a workspace, whatever their status; one who was deleted is "Deleted user" (A2, B4, C1, D8).</summary>
public sealed record UserRow
{
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

    /// <summary>UTC; null: may sign in, or is invited.</summary>
    public DateTime? SignInClosedAt { get; init; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Who set the user up (C12); null: nobody invited them through this product.</summary>
    public Guid? InvitedBy { get; init; }

    [PersonalData(Personal.Name)]
    public string? InvitedByName { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? InvitedAt { get; init; }

    /// <summary>Under legal hold (F10).</summary>
    public bool Held { get; init; }

    /// <summary>The newest case about the person.</summary>
    public Guid? LastCaseId { get; init; }
}
