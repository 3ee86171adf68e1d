namespace Offboarding.Worker.Requests.Handover;

/// <summary>What the database says about everybody a plan names.</summary>
public sealed record RecipientFacts
{
    /// <summary>The account's status of each; who is not in it is not a user of this workspace.</summary>
    public IReadOnlyDictionary<Guid, string> Status { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Those of them who are members of a sales team (C7).</summary>
    public IReadOnlySet<Guid> Sales { get; init; } = new HashSet<Guid>();
}
