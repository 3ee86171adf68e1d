using Offboarding.Dashboard.Commands;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>A stored message as it is before somebody acts on it.</summary>
public sealed record MessageNow
{
    public string MessageName { get; init; } = "";

    public DateTime? ReplayedAt { get; init; }

    public string? ReplayedBy { get; init; }

    public DateTime? DiscardedAt { get; init; }

    public string? DiscardedBy { get; init; }

    public DateTime? ErasedAt { get; init; }

    /// <summary>Who was faster; null: it can be acted on.</summary>
    public ActOutcome? Over(bool evenIfDiscarded) => this switch
    {
        { ErasedAt: { } at } => new ActOutcome(false, "This message was erased with the person it named. Nothing was done.", At: at),
        { ReplayedAt: { } at } => new ActOutcome(false, "This message was replayed already. Nothing was done.", By: ReplayedBy, At: at, Did: "replayed"),
        { DiscardedAt: { } at } when !evenIfDiscarded =>
            new ActOutcome(false, "This message was discarded already. Nothing was done.", By: DiscardedBy, At: at, Did: "discarded"),
        _ => null,
    };
}
