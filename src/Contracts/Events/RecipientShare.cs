namespace Offboarding.Contracts;

/// <summary>What one recipient got.</summary>
public sealed record RecipientShare
{
    /// <summary>The recipient; <c>null</c> is "unassigned".</summary>
    public required Guid? UserId { get; init; }

    /// <summary>Number of items.</summary>
    public required long Items { get; init; }
}
