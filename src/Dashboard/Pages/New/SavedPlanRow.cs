namespace Offboarding.Dashboard.Pages.New;

/// <summary>A plan that is kept under a name for a workspace.</summary>
public sealed record SavedPlanRow
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public string SavedBy { get; init; } = "";

    public DateTimeOffset SavedAt { get; init; }
}
