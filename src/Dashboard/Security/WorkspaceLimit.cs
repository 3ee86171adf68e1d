using System.Security.Claims;

namespace Offboarding.Dashboard.Security;

/// <summary>
/// To which workspaces who asks is limited. It flows with the request and everything that is called for it; the database holds to it
/// (<see cref="Queries.DashboardDatabase.OpenAsync"/>, docs/adr/0042).
/// </summary>
/// <param name="Workspaces">Their ids, sorted, divided by commas; empty: none. Null: there is no limit.</param>
/// <param name="Operator">Who is limited; null: there is no limit.</param>
public sealed record WorkspaceLimit(string? Workspaces, string? Operator)
{
    /// <summary>The type of the claim that carries the ids. It is worked out for each request and never kept in a cookie.</summary>
    public const string ClaimType = "offboarding.workspaces";

    private static readonly AsyncLocal<WorkspaceLimit?> Flowing = new();

    /// <summary>There is none.</summary>
    public static WorkspaceLimit None { get; } = new(null, null);

    /// <summary>The limit of what is going on; null: nobody has said, and then nothing is read.</summary>
    public static WorkspaceLimit? Current => Flowing.Value;

    /// <summary>Whether there is one.</summary>
    public bool IsLimited => Workspaces is not null;

    /// <summary>The limit of whoever makes a request.</summary>
    public static WorkspaceLimit Of(ClaimsPrincipal user) => user.FindFirstValue(ClaimType) is { } ids ? new WorkspaceLimit(ids, user.Actor()) : None;

    /// <summary>The ids as they are compared: two people with the same workspaces watch the same.</summary>
    public static string Text(IEnumerable<Guid> workspaces) => string.Join(',', workspaces.Distinct().Order());

    /// <summary>Whether a workspace is within it.</summary>
    public bool Contains(Guid workspace) => Workspaces is null || Workspaces.Split(',').Contains(workspace.ToString());

    /// <summary>Says it for the calling asynchronous method and all that it calls, and for nobody else.</summary>
    public void Flow() => Flowing.Value = this;
}
