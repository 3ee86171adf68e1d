using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Preview;

/// <summary>A preview: what would move to whom, asked for and not done. Times are UTC.</summary>
public sealed record PreviewRow
{
    public Guid Id { get; init; }

    public Guid WorkspaceId { get; init; }

    /// <summary>Null: there was no such workspace.</summary>
    public string? Workspace { get; init; }

    public Guid UserId { get; init; }

    /// <summary>Null: there was no such user.</summary>
    [PersonalData(Personal.Name)]
    public string? Leaver { get; init; }

    [PersonalData(Personal.Email)]
    public string? LeaverEmail { get; init; }

    public Guid RequestId { get; init; }

    public Guid RequestedBy { get; init; }

    [PersonalData(Personal.Name)]
    public string? RequestedByName { get; init; }

    public DateTime PreviewedAt { get; init; }

    /// <summary>The code of the refusal the request would get; null: it would be accepted.</summary>
    public string? Refusal { get; init; }

    public int Warnings { get; init; }

    public long OpenItems { get; init; }

    /// <summary>The name, or the id of somebody who has none.</summary>
    public string Who => Leaver ?? UserId.ToString();
}
