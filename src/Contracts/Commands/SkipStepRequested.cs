namespace Offboarding.Contracts;

/// <summary>
/// Leaves a step of a case out, so that the others decide when the case is over. Not the step that ends sessions, and not one that
/// is done. Answered by <see cref="StepSkipped"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.skip-step</c>.
/// </summary>
public sealed record SkipStepRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>The step's name, for example <c>reassign-conversations</c>.</summary>
    public required string Step { get; init; }

    /// <summary>Who asks: an operator's account name, 1 to 200 characters.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why, 1 to 500 characters: what is left out has to be explained later.</summary>
    public required string Reason { get; init; }
}
