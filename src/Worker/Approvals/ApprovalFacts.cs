namespace Offboarding.Worker.Approvals;

/// <summary>Departures that wait for a second person, and who decides, under the workspace's lock. Times are UTC.</summary>
public sealed record ApprovalFacts
{
    public required Guid Id { get; init; }

    public required DateTime Now { get; init; }

    public required Guid AskedBy { get; init; }

    /// <summary>Name and address of who asked: an operator of the same name is the same person.</summary>
    public required string AskedByName { get; init; }

    /// <inheritdoc cref="AskedByName"/>
    public required string AskedByEmail { get; init; }

    /// <summary>open, approved, rejected, expired.</summary>
    public required string Status { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>People who wait now.</summary>
    public required int People { get; init; }

    /// <summary>Who decides is one of them: by the id, or as an operator whose account is named as one of them or as their address.</summary>
    public bool DeciderWaits { get; init; }

    /// <summary>Who decides is an operator who asked for one of them, on behalf of an admin.</summary>
    public bool DeciderSentIt { get; init; }

    /// <summary>Lines of the list that have not been looked at yet; more people may come.</summary>
    public int LinesToCome { get; init; }
}
