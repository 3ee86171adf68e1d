namespace Offboarding.Dashboard.Queries;

/// <summary>How many cases are in one state that is not an end.</summary>
public sealed record OpenCases
{
    public string State { get; init; } = "";

    public long Cases { get; init; }

    public DateTime OldestRequestedAt { get; init; }
}
