namespace Offboarding.Worker.Requests.Handover;

/// <summary>What the database says about everybody a plan names, alone, in a group or by their team.</summary>
public sealed record RecipientFacts
{
    /// <summary>The account's status of each; who is not in it is not a user of this workspace.</summary>
    public IReadOnlyDictionary<Guid, string> Status { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Those of them who are on leave, and when they are to be back, UTC.</summary>
    public IReadOnlyDictionary<Guid, DateTime> BackAt { get; init; } = new Dictionary<Guid, DateTime>();

    /// <summary>When the work is handed over, UTC, if that is ahead.</summary>
    public DateTime? OnDay { get; init; }

    /// <summary>The status they have when the work is handed over: who is on leave and back by then is active. Null: not a user of this workspace.</summary>
    public string? StatusOf(Guid user) => OnDay is { } day && BackAt.TryGetValue(user, out DateTime back) && back <= day ? "active" : Status.GetValueOrDefault(user);

    /// <summary>Those of them who are members of a sales team (C7).</summary>
    public IReadOnlySet<Guid> Sales { get; init; } = new HashSet<Guid>();

    /// <summary>Members of the leaver's teams (F8); read only if the plan asks for them.</summary>
    public IReadOnlySet<Guid> LeaversTeams { get; init; } = new HashSet<Guid>();

    /// <summary>The members of each team the plan names; a team that is not in it is none of this workspace.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> Teams { get; init; } = new Dictionary<Guid, IReadOnlyList<Guid>>();
}
