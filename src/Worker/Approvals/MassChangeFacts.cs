namespace Offboarding.Worker.Approvals;

/// <summary>What the workspace allows in one period, and what was asked for in it, under the workspace's lock (F9).</summary>
public sealed record MassChangeFacts
{
    /// <summary>Policy <c>massChangePeople</c>; null: any number.</summary>
    public int? PeopleLimit { get; init; }

    /// <summary>Policy <c>massChangePercent</c> of the active users there were before; null: any share.</summary>
    public int? PercentLimit { get; init; }

    /// <summary>Policy <c>massChangeHours</c>; 24 if it says nothing.</summary>
    public required int PeriodHours { get; init; }

    /// <summary>Policy <c>massChangeApprovalHours</c>: how long people wait for a second person; 72 if it says nothing.</summary>
    public required int ApprovalHours { get; init; }

    /// <summary>People whose departure was asked for in the period, and was neither called off nor refused nor looked at by a second person.</summary>
    public required int Counted { get; init; }

    /// <summary>Those of them who are not active any more.</summary>
    public required int Gone { get; init; }

    /// <summary>Users who are active now.</summary>
    public required int Active { get; init; }
}
