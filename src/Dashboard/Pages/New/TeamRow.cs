namespace Offboarding.Dashboard.Pages.New;

/// <summary>A team that could receive work.</summary>
public sealed record TeamRow
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>general or sales.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Active members.</summary>
    public int Members { get; init; }
}
