namespace Offboarding.Contracts;

/// <summary>A list of people was accepted (F6); its lines are looked at now, one after the other, and each is answered as a request of its own.</summary>
public sealed record OffboardingListAccepted : WorkspaceEvent
{
    /// <summary>The list, in <c>dashboard.lists</c>.</summary>
    public required Guid ListId { get; init; }

    /// <summary>Lines of the list.</summary>
    public required int People { get; init; }

    /// <summary>All of it waits for a second person, because the workspace allows no more people in one period without one (F9).</summary>
    public required bool HeldForApproval { get; init; }
}
