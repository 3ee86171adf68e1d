namespace Offboarding.Contracts;

/// <summary>One field that is missing or wrong.</summary>
public sealed record FieldError
{
    /// <summary>Where, as a JSON path: <c>handover.conversations.recipients[2].amount</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What is wrong and what would be right, in English, for people.</summary>
    public required string Problem { get; init; }
}
