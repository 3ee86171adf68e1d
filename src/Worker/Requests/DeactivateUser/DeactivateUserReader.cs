using Offboarding.Contracts;
using Offboarding.Worker.Requests.Ingress;

namespace Offboarding.Worker.Requests.DeactivateUser;

/// <summary>Makes a <see cref="DeactivateUserRequested"/> of foreign JSON.</summary>
internal static class DeactivateUserReader
{
    private const int MostRecipients = 100;
    private const int LargestAmount = 1_000_000;

    public static DeactivateUserRequested Read(FieldReader json)
    {
        return new DeactivateUserRequested
        {
            RequestId = json.Id("requestId"),
            WorkspaceId = json.Id("workspaceId"),
            UserId = json.Id("userId"),
            RequestedBy = json.Id("requestedBy"),
            Reason = json.OneOf<DeactivationReason>("reason", required: true),
            LastDay = json.Instant("lastDay"),
            Handover = ReadPlan(json.Object("handover")),
            LowerSeatLimit = json.Flag("lowerSeatLimit"),
        };
    }

    private static HandoverPlan? ReadPlan(FieldReader? json)
    {
        if (json is null)
        {
            return null;
        }

        var plan = new HandoverPlan { Conversations = ReadAllocation(json.Object("conversations")) };
        json.RefuseUnknownFields();
        return plan;
    }

    private static Allocation? ReadAllocation(FieldReader? json)
    {
        if (json is null)
        {
            return null;
        }

        var allocation = new Allocation
        {
            Strategy = json.OneOf<AllocationStrategy>("strategy", required: true),
            Recipients = [.. json.Objects("recipients", MostRecipients).Select(ReadRecipient)],
            Leftover = json.OneOf<LeftoverRule>("leftover", required: false),
            Snoozed = json.OneOf<SnoozedRule>("snoozed", required: false),
        };
        json.RefuseUnknownFields();
        CheckShape(json, allocation);
        return allocation;
    }

    private static Recipient ReadRecipient(FieldReader json)
    {
        var recipient = new Recipient { UserId = json.Id("userId"), Amount = json.Count("amount", 1, LargestAmount) };
        json.RefuseUnknownFields();
        return recipient;
    }

    private static void CheckShape(FieldReader json, Allocation allocation)
    {
        int recipients = allocation.Recipients.Count;
        string strategy = allocation.Strategy switch
        {
            AllocationStrategy.OneColleague => "one-colleague",
            AllocationStrategy.RoundRobin => "round-robin",
            _ => allocation.Strategy.ToString().ToLowerInvariant(),
        };
        bool amounts = allocation.Strategy is AllocationStrategy.Ratio or AllocationStrategy.Fixed;
        switch (allocation.Strategy)
        {
            case AllocationStrategy.Keep or AllocationStrategy.Unassigned when recipients > 0:
                json.Wrong("recipients", $"names {recipients}; with {strategy} nobody receives");
                break;
            case AllocationStrategy.OneColleague when recipients != 1:
                json.Wrong("recipients", $"names {recipients}; with {strategy} exactly one receives");
                break;
            case AllocationStrategy.RoundRobin or AllocationStrategy.Ratio or AllocationStrategy.Fixed when recipients == 0:
                json.Wrong("recipients", $"names nobody; {strategy} needs at least one");
                break;
        }

        var seen = new HashSet<Guid>();
        for (int i = 0; i < recipients; i++)
        {
            Recipient recipient = allocation.Recipients[i];
            if (recipient.UserId != Guid.Empty && !seen.Add(recipient.UserId))
            {
                json.Wrong($"recipients[{i}].userId", $"names {recipient.UserId} a second time; name each recipient once");
            }

            if (amounts != recipient.Amount.HasValue)
            {
                json.Wrong($"recipients[{i}].amount", amounts ? $"is missing; {strategy} needs one" : $"is not used with {strategy}; leave it out");
            }
        }

        if (allocation.Leftover != LeftoverRule.Keep && allocation.Strategy != AllocationStrategy.Fixed)
        {
            json.Wrong("leftover", $"is used with fixed only, not with {strategy}");
        }
    }
}
