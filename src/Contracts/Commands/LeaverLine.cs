namespace Offboarding.Contracts;

/// <summary>One person of a <see cref="DeactivateUsersRequested"/>, and what is different for them. What is absent is as the list says.</summary>
public sealed record LeaverLine
{
    /// <summary>Who leaves.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Why.</summary>
    public DeactivationReason? Reason { get; init; }

    /// <summary>Instead of the list's last day, see <see cref="DeactivateUserRequested.LastDay"/>.</summary>
    public DateTimeOffset? LastDay { get; init; }

    /// <summary>Instead of the list's last day, see <see cref="DeactivateUserRequested.LastDate"/>.</summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>IANA time zone of the line's dates.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Instead of the list's return, see <see cref="DeactivateUserRequested.ReturnDay"/>.</summary>
    public DateTimeOffset? ReturnDay { get; init; }

    /// <summary>Instead of the list's return, see <see cref="DeactivateUserRequested.ReturnDate"/>.</summary>
    public DateOnly? ReturnDate { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.GiveBackWork"/>.</summary>
    public bool? GiveBackWork { get; init; }

    /// <summary>Instead of the list's plan, all of it.</summary>
    public HandoverPlan? Handover { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.NextOwner"/>.</summary>
    public Guid? NextOwner { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.LowerSeatLimit"/>.</summary>
    public bool? LowerSeatLimit { get; init; }
}
