namespace Offboarding.Contracts;

/// <summary>A kind of work that another plan holds for.</summary>
public sealed record ChangedKind
{
    /// <summary><c>conversations</c>, <c>contacts</c>, <c>leads</c> or <c>tasks</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Items that went by earlier plans; they stay where they are.</summary>
    public required long Moved { get; init; }
}
