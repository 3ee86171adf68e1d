namespace Offboarding.Contracts;

/// <summary>What every event of a contact says.</summary>
public abstract record ContactEvent : WorkspaceEvent
{
    /// <summary>The contact.</summary>
    public required long ContactId { get; init; }
}
