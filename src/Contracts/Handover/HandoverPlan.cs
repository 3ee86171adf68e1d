namespace Offboarding.Contracts;

/// <summary>Who gets the leaver's open work, one allocation for each kind (C2). A kind without an allocation stays where it is (D4).</summary>
public sealed record HandoverPlan
{
    /// <summary>Open and snoozed conversations, pending callbacks and scheduled follow-ups (D5).</summary>
    public Allocation? Conversations { get; init; }
}
