namespace Offboarding.Contracts;

/// <summary>The "no" a request would get.</summary>
public sealed record PreviewRefusal
{
    /// <summary>Why.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>Who, what and why, with ids instead of names.</summary>
    public required string Message { get; init; }

    /// <summary>What would help.</summary>
    public required string Help { get; init; }

    /// <summary>Every field that is wrong, if it is about fields.</summary>
    public required IReadOnlyList<FieldError> Errors { get; init; }
}
