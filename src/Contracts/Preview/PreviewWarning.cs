namespace Offboarding.Contracts;

/// <summary>Something that is allowed and may still be a surprise.</summary>
public sealed record PreviewWarning
{
    /// <summary>What it is about.</summary>
    public required PreviewWarningCode Code { get; init; }

    /// <summary>The kind of work; null if it is about all of it.</summary>
    public required string? Kind { get; init; }

    /// <summary>The recipient; null if it is about nobody in particular.</summary>
    public required Guid? UserId { get; init; }

    /// <summary>In English, with ids instead of names.</summary>
    public required string Message { get; init; }
}
