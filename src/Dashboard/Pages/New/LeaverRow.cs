using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>Somebody who could leave.</summary>
public sealed record LeaverRow
{
    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    [PersonalData(Personal.Email)]
    public string Email { get; init; } = "";

    /// <summary>active or inactive.</summary>
    public string Status { get; init; } = "";

    public bool OwnsAccount { get; init; }

    public bool IsOwner { get; init; }

    /// <summary>A departure of theirs that is not over.</summary>
    public Guid? OpenCase { get; init; }
}
