namespace Offboarding.Worker.Operators;

/// <summary>One of the frozen set whose turn has come: a case, a step of a case, or a message.</summary>
internal sealed record OperationItem
{
    /// <summary>Of its command. It is kept with the item: whoever goes on after a crash sends the same id, and nothing happens twice.</summary>
    public Guid RequestId { get; init; }

    public Guid WorkspaceId { get; init; }

    public Guid? CaseId { get; init; }

    public string? Step { get; init; }

    public Guid? MessageId { get; init; }
}
