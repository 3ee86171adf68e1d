using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>What the database says, under the workspace's lock, about a wish to reassign somebody's work.</summary>
public sealed record ReassignFacts
{
    public required Asker Asker { get; init; }

    /// <summary>Status of whose work it is: active, inactive, invited, deleted; null: no such user in this workspace.</summary>
    public string? Status { get; init; }

    /// <summary>A case of that user, of any kind, that has started and is not over.</summary>
    public Guid? CaseInProgress { get; init; }

    public required RecipientFacts Recipients { get; init; }
}
