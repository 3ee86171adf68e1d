using Offboarding.Dashboard.Pages.Workers;

namespace Offboarding.Dashboard.Queries;

/// <summary>What the strip under the navigation shows, on every page.</summary>
/// <param name="ReadAt">The database's clock, UTC: ages are reckoned from here.</param>
/// <param name="Workers">Those that are alive first.</param>
/// <param name="Outbox">Messages that wait for the broker.</param>
/// <param name="OpenCases">Unfinished cases by state.</param>
/// <param name="RetryingCases">Cases with a step whose last attempt failed and that is tried again by itself; counted up to 1,000.</param>
/// <param name="RefusedMessages">Requests that were refused and were neither replayed nor discarded; counted up to 1,000.</param>
/// <param name="WaitingMessages">Messages that could not be read and were neither replayed nor discarded; counted up to 1,000.</param>
public sealed record Overview(
    DateTime ReadAt,
    IReadOnlyList<WorkerRow> Workers,
    OutboxState Outbox,
    IReadOnlyList<OpenCases> OpenCases,
    long RetryingCases,
    long RefusedMessages,
    long WaitingMessages)
{
    /// <summary>What is behind "Failures": cases that need attention.</summary>
    public long Failures => Count("needs-attention");

    /// <summary>What is behind "Messages": refused, or could not be read.</summary>
    public long Messages => RefusedMessages + WaitingMessages;

    /// <summary>Unfinished cases in any of these states.</summary>
    public long Count(params string[] states) => OpenCases.Where(open => states.Contains(open.State)).Sum(open => open.Cases);
}

/// <summary>How many cases are in one state that is not an end.</summary>
public sealed record OpenCases
{
    public string State { get; init; } = "";

    public long Cases { get; init; }

    public DateTime OldestRequestedAt { get; init; }
}
