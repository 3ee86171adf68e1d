namespace Offboarding.Contracts;

/// <summary>
/// Runs a step again that ran out of attempts, or begins the next attempt of one that waits for it at once. Nothing is done twice: a step
/// continues with what still belongs to the leaver. Any other step is left alone. Exchange <c>offboarding.retry-step</c>.
/// </summary>
public sealed record RetryStepRequested
{
    /// <summary>Chosen by the sender; the operation id in the audit trail.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The case.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>The step's name, for example <c>reassign-conversations</c>.</summary>
    public required string Step { get; init; }

    /// <summary>Who asks: an operator's account name, 1 to 200 characters.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}
