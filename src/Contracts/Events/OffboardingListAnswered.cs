namespace Offboarding.Contracts;

/// <summary>Every line of a list was looked at (F6): so many cases are open, so many lines were refused.</summary>
public sealed record OffboardingListAnswered : WorkspaceEvent
{
    /// <summary>The list.</summary>
    public required Guid ListId { get; init; }

    /// <summary>Lines of the list.</summary>
    public required int People { get; init; }

    /// <summary>Lines that are cases now: started, scheduled or waiting for a second person.</summary>
    public required int Accepted { get; init; }

    /// <summary>Lines that were refused, each with an <see cref="OffboardingRefused"/>.</summary>
    public required int Refused { get; init; }

    /// <summary>Lines at which the software failed; ops see why. Such a person is asked for again with a request of their own.</summary>
    public required int Failed { get; init; }
}
