using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Preview;

/// <summary>A preview: what would move to whom, asked for and not done. Times are UTC.</summary>
public sealed record PreviewRow
{
    public Guid Id { get; init; }

    public Guid WorkspaceId { get; init; }

    /// <summary>Null: there was no such workspace.</summary>
    public string? Workspace { get; init; }

    /// <summary>Who would leave; null: a list of people.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Null: there was no such user, or it is a list.</summary>
    [PersonalData(Personal.Name)]
    public string? Leaver { get; init; }

    [PersonalData(Personal.Email)]
    public string? LeaverEmail { get; init; }

    /// <summary>Lines of a list; null: it is about one person.</summary>
    public int? People { get; init; }

    public Guid RequestId { get; init; }

    public Guid RequestedBy { get; init; }

    [PersonalData(Personal.Name)]
    public string? RequestedByName { get; init; }

    /// <summary>The operator who asked in that name; null: it did not come from the dashboard.</summary>
    [PersonalData(Personal.Actor)]
    public string? SentBy { get; init; }

    /// <summary>Who requested it, and on whose behalf.</summary>
    public string AskedBy => Layout.Words.Asker(SentBy, RequestedByName ?? RequestedBy.ToString());

    public DateTime PreviewedAt { get; init; }

    /// <summary>The code of the refusal the request would get; null: it would be accepted.</summary>
    public string? Refusal { get; init; }

    public int Warnings { get; init; }

    public long OpenItems { get; init; }

    /// <summary>The name, or the id of somebody who has none, or that it is a list.</summary>
    public string Who => Leaver ?? UserId?.ToString() ?? $"A list of {Layout.Words.Count(People ?? 0, "person", "people")}";
}
