using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Lists;

/// <summary>A client contact that is not deleted (E2, E4).</summary>
public sealed record ContactRow
{
    public long Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    [PersonalData(Personal.Email)]
    public string? Email { get; init; }

    /// <summary>active, invited or inactive.</summary>
    public string Status { get; init; } = "";

    /// <summary>The badge (E2).</summary>
    public bool Inactive { get; init; }

    /// <summary>UTC; null: not archived.</summary>
    public DateTime? ArchivedAt { get; init; }

    /// <summary>Whose contact it is; null: nobody's.</summary>
    public Guid? AssigneeId { get; init; }

    [PersonalData(Personal.Name)]
    public string? Assignee { get; init; }

    public bool CanSignIn { get; init; }

    /// <summary>Projects, invoices, files and so on that belong to it.</summary>
    public long Records { get; init; }

    /// <summary>UTC.</summary>
    public DateTime UpdatedAt { get; init; }
}
