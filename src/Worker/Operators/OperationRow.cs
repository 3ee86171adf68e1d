namespace Offboarding.Worker.Operators;

/// <summary>An operation that is worked off.</summary>
internal sealed record OperationRow
{
    public Guid Id { get; init; }

    /// <summary><c>retry-steps</c>, <c>skip-steps</c>, <c>pause-cases</c>, <c>resume-cases</c>, <c>cancel-cases</c> or <c>replay-messages</c>.</summary>
    public string Kind { get; init; } = "";

    public string Actor { get; init; } = "";

    public string? Why { get; init; }

    /// <summary>The admin or owner in whose name it is asked for; null where operators may ask themselves.</summary>
    public Guid? InTheNameOf { get; init; }

    /// <summary><c>running</c> or <c>stopped</c>.</summary>
    public string State { get; init; } = "";
}
