namespace Offboarding.Worker.Operations;

/// <summary>One of the frozen set whose turn has come.</summary>
internal sealed record OperationItem
{
    public int Number { get; init; }

    public Guid? CaseId { get; init; }

    public string? Step { get; init; }

    public Guid? MessageId { get; init; }
}
