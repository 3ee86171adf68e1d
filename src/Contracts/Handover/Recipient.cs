using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>
/// One entry of a plan: a person, or a group whose members take turns (C5). Exactly one of <see cref="UserId"/>,
/// <see cref="Group"/> and <see cref="TeamId"/> is there.
/// </summary>
public sealed record Recipient
{
    /// <summary>An active user of the same workspace, not the leaver.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? UserId { get; init; }

    /// <summary>
    /// Several people who take turns, one item each, with what the entry gets (C5). Each as in <see cref="UserId"/>, and named
    /// nowhere else in the allocation.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? Group { get; init; }

    /// <summary>
    /// A team of the workspace, as a group: its members who may receive when the request is accepted, in the order of their ids.
    /// Who joins or leaves the team afterwards changes nothing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? TeamId { get; init; }

    /// <summary>
    /// Items in one round, for a group all members together: required for <c>ratio</c> and <c>fixed</c>, 1 to 1,000,000; absent
    /// for the others.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Amount { get; init; }
}
