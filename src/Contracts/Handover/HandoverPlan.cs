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
