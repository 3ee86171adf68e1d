namespace Offboarding.Contracts;

/// <summary>Every case of a list is over (F6).</summary>
public sealed record OffboardingListCompleted : WorkspaceEvent
{
    /// <summary>The list.</summary>
    public required Guid ListId { get; init; }

    /// <summary>Lines of the list.</summary>
    public required int People { get; init; }

    /// <summary>Cases that are completed.</summary>
    public required int Completed { get; init; }

    /// <summary>Cases that were called off.</summary>
    public required int Cancelled { get; init; }

    /// <summary>Lines that were refused, at once or on their last day.</summary>
    public required int Refused { get; init; }

    /// <summary>Lines at which the software failed.</summary>
    public required int Failed { get; init; }
}
