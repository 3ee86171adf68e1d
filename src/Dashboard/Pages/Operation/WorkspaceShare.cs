namespace Offboarding.Dashboard.Pages.Operation;

/// <summary>How much of a frozen set is of one workspace.</summary>
public sealed record WorkspaceShare
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public int Cases { get; init; }
}
