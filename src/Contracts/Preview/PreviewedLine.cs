namespace Offboarding.Contracts;

/// <summary>A line of a list that would be refused.</summary>
public sealed record PreviewedLine
{
    /// <summary>From 0 on, as in <c>users[17]</c>.</summary>
    public required int Position { get; init; }

    /// <summary>Whom the line names; null if that cannot be read.</summary>
    public required Guid? UserId { get; init; }

    /// <summary>Why.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>In English, with ids instead of names.</summary>
    public required string Message { get; init; }
}
