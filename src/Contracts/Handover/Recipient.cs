namespace Offboarding.Contracts;

/// <summary>One person who receives work.</summary>
public sealed record Recipient
{
    /// <summary>An active user of the same workspace, not the leaver.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Items in one round: required for <c>ratio</c> and <c>fixed</c>, 1 to 1,000,000; absent for the others.</summary>
    public int? Amount { get; init; }
}
