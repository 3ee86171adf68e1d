namespace Offboarding.Worker.Returns;

/// <summary>A return and what has become of its person and its case, under the workspace's lock. Times are UTC, by the database's clock.</summary>
public sealed record ReturnFacts
{
    public required DateTime Now { get; init; }

    /// <summary>expected, held-up, returned, cancelled; null: the case has no return.</summary>
    public string? Status { get; init; }

    public DateTime? ReturnAt { get; init; }

    public DateTime? PreviousReturnAt { get; init; }

    public bool GiveBackWork { get; init; }

    public Guid? SetBy { get; init; }

    public Guid? SetByRequest { get; init; }

    public DateTime? SetAt { get; init; }

    /// <summary>The code of the refusal that holds it up.</summary>
    public string? HeldCode { get; init; }

    /// <summary>active, inactive, invited or deleted.</summary>
    public required string UserStatus { get; init; }

    /// <summary>The person was invited and left without ever having been active.</summary>
    public bool NeverActive { get; init; }

    /// <summary>A later departure of the person has started.</summary>
    public bool DepartedAgain { get; init; }

    /// <summary>It may still come.</summary>
    public bool IsOpen => Status is "expected" or "held-up";
}
