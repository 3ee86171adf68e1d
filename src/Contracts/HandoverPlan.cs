using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>Who gets the leaver's open work, one allocation for each kind (C2). A kind without an allocation stays where it is (D4).</summary>
public sealed record HandoverPlan
{
    /// <summary>Open and snoozed conversations, pending callbacks and scheduled follow-ups (D5).</summary>
    public Allocation? Conversations { get; init; }

    /// <summary>Contacts the leaver looks after (B8, C2), archived ones included.</summary>
    public Allocation? Contacts { get; init; }

    /// <summary>Open leads (C2). Their recipients have to be members of a sales team (C7).</summary>
    public Allocation? Leads { get; init; }

    /// <summary>Pending tasks (C2, C8). Completed ones stay with the leaver.</summary>
    public Allocation? Tasks { get; init; }
}

/// <summary>
/// How the items of one kind are divided. Items are taken in the order of their ids; which one goes to whom depends only on
/// the plan and that order, never on the size of a batch.
/// </summary>
public sealed record Allocation
{
    /// <summary>The rule.</summary>
    public required AllocationStrategy Strategy { get; init; }

    /// <summary>
    /// Who receives, in order: none for <c>keep</c> and <c>unassigned</c>, exactly one person for <c>one-colleague</c>, 1 to 100
    /// people or groups for the others. Each active, of the same workspace, not the leaver, named once, groups included.
    /// </summary>
    public IReadOnlyList<Recipient> Recipients { get; init; } = [];

    /// <summary>
    /// Only members of the leaver's teams may receive (F8); anybody else the plan names is refused. With <c>round-robin</c> and
    /// <c>least-loaded</c> and nobody named, all who may receive are the recipients, as they are when the request is accepted.
    /// </summary>
    public bool OnlyLeaversTeams { get; init; }

    /// <summary>Only for <c>fixed</c>: what happens to items beyond all amounts (C4). Default: they stay.</summary>
    public LeftoverRule Leftover { get; init; }

    /// <summary>Only for conversations: what happens to snoozed ones on the way (D5). Default: they stay snoozed and keep their time.</summary>
    public SnoozedRule Snoozed { get; init; }
}

/// <summary>The ways to divide work.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<AllocationStrategy>))]
public enum AllocationStrategy
{
    /// <summary>Nothing moves (D4).</summary>
    Keep,

    /// <summary>Everything goes to "unassigned" (D5).</summary>
    Unassigned,

    /// <summary>Everything goes to one person (D5).</summary>
    OneColleague,

    /// <summary>One item each in turn.</summary>
    RoundRobin,

    /// <summary>Each gets up to the stated amount, and the round repeats for what is left over (C3).</summary>
    Ratio,

    /// <summary>Each gets up to the stated amount; what is left over is not reassigned, see <see cref="LeftoverRule"/> (C4).</summary>
    Fixed,

    /// <summary>
    /// Each item to whoever has least open work of that kind; who comes first in the plan if several have (F8). Open work is
    /// counted once, when the step begins, and then only what this handover gives is added.
    /// </summary>
    LeastLoaded,
}

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

/// <summary>What becomes of items beyond all amounts of a <see cref="AllocationStrategy.Fixed"/> allocation (C4).</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<LeftoverRule>))]
public enum LeftoverRule
{
    /// <summary>They stay with the leaver.</summary>
    Keep,

    /// <summary>They go to "unassigned".</summary>
    Unassigned,
}

/// <summary>What becomes of snoozed items when they change hands (D5).</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<SnoozedRule>))]
public enum SnoozedRule
{
    /// <summary>They stay snoozed and keep their time.</summary>
    Move,

    /// <summary>They are opened for the new assignee at once; the time is kept, so that an undo can put them to sleep again (F4).</summary>
    Wake,
}

/// <summary>The states of a conversation in which it is work for somebody (D5).</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ConversationStatus>))]
public enum ConversationStatus
{
    /// <summary>Waits for an answer.</summary>
    Open,

    /// <summary>Sleeps until its time.</summary>
    Snoozed,

    /// <summary>A callback is due at its time.</summary>
    Callback,

    /// <summary>A follow-up is sent at its time.</summary>
    FollowUp,
}

/// <summary>Narrows a reassign down to some of the items. What is absent does not narrow.</summary>
public sealed record WorkFilter
{
    /// <summary>Only conversations in one of these states; other kinds are not narrowed by it.</summary>
    public IReadOnlyList<ConversationStatus>? ConversationStatuses { get; init; }

    /// <summary>Only items, of any kind, whose last change is before this instant, with offset: those that nobody looks after.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }
}
