using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Operation;

/// <summary>One of the frozen set. Times are UTC.</summary>
public sealed record OperationItemRow
{
    public int Number { get; init; }

    public Guid? CaseId { get; init; }

    [PersonalData(Personal.Name)]
    public string? Leaver { get; init; }

    public string? Step { get; init; }

    public Guid? MessageId { get; init; }

    public string? MessageName { get; init; }

    /// <summary>Of a message: why it could not be read.</summary>
    public string? Reason { get; init; }

    /// <summary><c>waiting</c>, <c>sent</c>, <c>succeeded</c>, <c>failed-again</c>, <c>failing-again</c> (and tried again by itself) or <c>left-alone</c>.</summary>
    public string Outcome { get; init; } = "";

    public DateTime? SentAt { get; init; }

    public DateTime? DecidedAt { get; init; }

    [PersonalData(Personal.Text)]
    public string? LastError { get; init; }
}
