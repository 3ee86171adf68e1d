namespace Offboarding.Contracts;

/// <summary>One recipient's load of one kind of work, before and after.</summary>
public sealed record RecipientPreview
{
    /// <summary>The recipient.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Open items now.</summary>
    public required long Before { get; init; }

    /// <summary>Items they would get.</summary>
    public required long Gets { get; init; }

    /// <summary>Open items afterwards.</summary>
    public required long After { get; init; }
}
