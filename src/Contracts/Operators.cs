using System.Text.Json.Serialization;

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

/// <summary>
/// Stops the handover of a case until it is resumed; sign-in stays closed, and a batch that is running ends first. Not while
/// sessions are still being ended. Answered by <see cref="OffboardingPaused"/> or <see cref="OffboardingRefused"/>. Exchange
/// <c>offboarding.pause-offboarding</c>.
/// </summary>
public sealed record PauseOffboardingRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an operator's account name, 1 to 200 characters.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}

/// <summary>
/// Carries on with a case that was paused, from where it stood. Answered by <see cref="OffboardingResumed"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.resume-offboarding</c>.
/// </summary>
public sealed record ResumeOffboardingRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an operator's account name, 1 to 200 characters.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}

/// <summary>
/// A button of Hangfire's dashboard, pressed for one job or for a whole selection. Only operators send it, through the dashboard. What
/// became of each job is kept (<c>dashboard.job_action_items</c>); the affected cases get an entry in the audit trail.
/// </summary>
public sealed record JobActionRequested
{
    /// <summary>Chosen by the sender; the operation id in the audit trail.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Who asks: an operator's account name, 1 to 200 characters.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What is to be done.</summary>
    public required JobAction Action { get; init; }

    /// <summary>Ids of Hangfire's jobs, 1 to 5,000; none for <see cref="JobAction.Trigger"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? JobIds { get; init; }

    /// <summary>Ids of recurring jobs, 1 to 100; only for <see cref="JobAction.Trigger"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RecurringIds { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Comment { get; init; }
}

/// <summary>The buttons of Hangfire's dashboard.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<JobAction>))]
public enum JobAction
{
    /// <summary>A waiting retry is due now; a date is looked at now.</summary>
    EnqueueNow,

    /// <summary>A failed step gets fresh attempts, and its case goes on.</summary>
    Requeue,

    /// <summary>A waiting retry is given up: its step fails at once. A failed job leaves the list, and its step stays failed.</summary>
    Delete,

    /// <summary>A recurring job runs now.</summary>
    Trigger,
}

/// <summary>The case stands still until it is resumed; sign-in is closed.</summary>
public sealed record OffboardingPaused : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }
}

/// <summary>The case goes on from where it stood.</summary>
public sealed record OffboardingResumed : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }
}

/// <summary>An operator left a step out; what it had done until then stays done.</summary>
public sealed record StepSkipped : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>Items the step had dealt with.</summary>
    public required long Done { get; init; }
}

/// <summary>A step is done.</summary>
public sealed record StepCompleted : OffboardingEvent
{
    /// <summary>The step's name, for example <c>reassign-conversations</c>.</summary>
    public required string Step { get; init; }

    /// <summary>Items the step dealt with.</summary>
    public required long Done { get; init; }
}

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
