namespace Offboarding.Contracts;

/// <summary>A step ran out of attempts, or a rule said no. The case needs attention; the other steps go on.</summary>
public sealed record StepFailed : OffboardingEvent
{
    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>Attempts so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>The kind of error: the name of the exception's type, or a refusal code.</summary>
    public required string ErrorType { get; init; }
}
