namespace Offboarding.Worker.Departures;

/// <summary>What the database says for a preview, besides what it says for the request itself.</summary>
public sealed record PreviewFacts
{
    /// <summary>The leaver's open items for each kind of work.</summary>
    public IReadOnlyDictionary<string, long> OpenWork { get; init; } = new Dictionary<string, long>();

    /// <summary>For each kind of work the open items of everybody the plan gives some of it; who has none is not in it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<Guid, long>> Loads { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<Guid, long>>();

    /// <summary>Recipients who are to leave themselves: when, UTC, and why.</summary>
    public IReadOnlyDictionary<Guid, (DateTime DueAt, string Reason)> Departures { get; init; } =
        new Dictionary<Guid, (DateTime, string)>();

    /// <summary>Completed tasks the handover would remove (C8).</summary>
    public long CompletedTasks { get; init; }

    /// <summary>Items of one kind above which a recipient gets many; policy <c>warnAboveItems</c>.</summary>
    public long WarnAbove { get; init; } = 1_000;
}
