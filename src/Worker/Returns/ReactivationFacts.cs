using Offboarding.Worker.Intake;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Returns;

/// <summary>What the database says, under the workspace's lock, about a wish to let somebody in again.</summary>
public sealed record ReactivationFacts
{
    public required Asker Asker { get; init; }

    /// <summary>active, inactive, invited, deleted; null: no such user in this workspace.</summary>
    public string? Status { get; init; }

    /// <summary>full or partner; only a full user needs a seat (C9).</summary>
    public string? Kind { get; init; }

    /// <summary>Was invited and left without ever having been active; there is no password to sign in with.</summary>
    public bool NeverActive { get; init; }

    /// <summary>A case of the person that is not over.</summary>
    public Guid? CaseInProgress { get; init; }

    /// <summary>That case waits for its last day and could be called off.</summary>
    public bool CaseIsScheduled { get; init; }

    public required SeatCount Seats { get; init; }
}
