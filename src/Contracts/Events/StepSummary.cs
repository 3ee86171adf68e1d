namespace Offboarding.Contracts;

/// <summary>One step of a finished case.</summary>
public sealed record StepSummary
{
    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>Items the step dealt with.</summary>
    public required long Done { get; init; }

    /// <summary>Whether an operator skipped it.</summary>
    public required bool Skipped { get; init; }
}
