using Offboarding.Bench.Measuring;

namespace Offboarding.Bench.Results;

/// <summary>What a scenario found; written as JSON as it is.</summary>
internal sealed record ScenarioResult
{
    public required string Scenario { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    public required Machine Machine { get; init; }

    public required string LoadAfter { get; init; }

    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>What each round measured, before medians were taken.</summary>
    public required object Rounds { get; init; }
}
