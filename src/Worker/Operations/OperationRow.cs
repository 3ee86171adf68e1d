namespace Offboarding.Worker.Operations;

/// <summary>An operation that is worked off.</summary>
internal sealed record OperationRow
{
    public Guid Id { get; init; }

    /// <summary><c>retry-steps</c> or <c>replay-messages</c>.</summary>
    public string Kind { get; init; } = "";

    public string Actor { get; init; } = "";

    public string? Why { get; init; }

    /// <summary><c>running</c> or <c>stopped</c>.</summary>
    public string State { get; init; } = "";
}
