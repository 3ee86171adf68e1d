using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Queries;

/// <summary>An active admin or owner of a workspace, in whose name an operator can ask (docs/adr/0020).</summary>
public sealed record Asker
{
    public Guid WorkspaceId { get; init; }

    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    public bool IsOwner { get; init; }
}
