namespace Offboarding.Dashboard.Pages.People;

/// <summary>A case about somebody. Times are UTC.</summary>
public sealed record PersonCase
{
    public Guid Id { get; init; }

    /// <summary>deactivate, reassign, undo or delete.</summary>
    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTime RequestedAt { get; init; }

    public DateTime DueAt { get; init; }

    public DateTime? CompletedAt { get; init; }
}
