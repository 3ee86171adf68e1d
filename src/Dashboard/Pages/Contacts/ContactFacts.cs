using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Contacts;

/// <summary>A client contact, as far as it decides what can be done. Times are UTC.</summary>
public sealed record ContactFacts
{
    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    public long Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    [PersonalData(Personal.Email)]
    public string? Email { get; init; }

    /// <summary>active, invited or inactive.</summary>
    public string Status { get; init; } = "";

    public bool CanSignIn { get; init; }

    public DateTime? ArchivedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public Guid? AssigneeId { get; init; }

    [PersonalData(Personal.Name)]
    public string? Assignee { get; init; }

    /// <summary>Projects, invoices, files and so on that belong to it.</summary>
    public long Records { get; init; }

    /// <summary>The open invitation; null: there is none.</summary>
    public Guid? InvitationId { get; init; }

    public DateTime? InvitationExpiresAt { get; init; }
}
