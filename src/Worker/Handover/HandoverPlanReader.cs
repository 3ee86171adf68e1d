using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>Makes a <see cref="HandoverPlan"/> of foreign JSON, for every request that carries one.</summary>
internal static class HandoverPlanReader
{
    /// <summary>People an allocation may give work to, members of groups and teams one by one.</summary>
    public const int MostPeople = 1_000;

    private static readonly string[] Who = ["userId", "group", "teamId"];

    private const int MostRecipients = 100;
    private const int LargestAmount = 1_000_000;

    /// <summary>The plan in that object; null if there is none. What is wrong is noted in the reader.</summary>
    public static HandoverPlan? Read(FieldReader? json)
    {
        if (json is null)
        {
            return null;
        }

        var plan = new HandoverPlan
        {
            Conversations = ReadAllocation(json.Object("conversations"), canSnooze: true),
            Contacts = ReadAllocation(json.Object("contacts"), canSnooze: false),
            Leads = ReadAllocation(json.Object("leads"), canSnooze: false),
            Tasks = ReadAllocation(json.Object("tasks"), canSnooze: false),
        };
        json.RefuseUnknownFields();
        if (json.IsEmpty)
        {
            json.Wrong("", "is an empty plan; name at least one kind of work, or leave it out and everything stays");
        }

        return plan;
    }

    private static Allocation? ReadAllocation(FieldReader? json, bool canSnooze)
    {
        if (json is null)
        {
            return null;
        }

        AllocationStrategy? strategy = json.OneOf<AllocationStrategy>("strategy", required: true);
        strategy = json.IsWrong("strategy") ? null : strategy;
        var seen = new HashSet<Guid>();
        bool onlyLeaversTeams = json.Flag("onlyLeaversTeams");
        IReadOnlyList<FieldReader> recipients = json.Objects("recipients", MostRecipients);
        var allocation = new Allocation
        {
            Strategy = strategy ?? default,
            Recipients = [.. recipients.Select(r => ReadRecipient(r, strategy, seen))],
            OnlyLeaversTeams = onlyLeaversTeams,
            Leftover = json.OneOf<LeftoverRule>("leftover", required: false),
            Snoozed = json.OneOf<SnoozedRule>("snoozed", required: false),
        };
        json.RefuseUnknownFields();
        if (!canSnooze && allocation.Snoozed != SnoozedRule.Move)
        {
            json.Wrong("snoozed", "is used with conversations only; nothing else can be snoozed");
        }

        if (seen.Count > MostPeople && !json.IsWrong("recipients"))
        {
            json.Wrong("recipients", $"names {seen.Count} people and teams; at most {MostPeople} are expected");
        }

        if (strategy is { } known)
        {
            CheckShape(json, known, allocation);
        }

        return allocation;
    }

    /// <param name="json">One entry of the list.</param>
    /// <param name="strategy">Null if it could not be read; then it is not known whether an amount belongs here.</param>
    /// <param name="seen">Who was named before.</param>
    private static Recipient ReadRecipient(FieldReader json, AllocationStrategy? strategy, HashSet<Guid> seen)
    {
        var recipient = new Recipient
        {
            UserId = json.OptionalId("userId"),
            Group = json.Ids("group", MostPeople),
            TeamId = json.OptionalId("teamId"),
            Amount = json.Count("amount", 1, LargestAmount),
        };
        json.RefuseUnknownFields();
        string[] named = [.. Who.Where(json.Has)];
        if (named.Length != 1)
        {
            json.Wrong(named.Length == 0 ? "userId" : named[1], named.Length == 0
                ? $"is missing; an entry names a person ({Who[0]}), some people ({Who[1]}) or a team ({Who[2]})"
                : $"is named next to {named[0]}; an entry has one of {string.Join(", ", Who)}");
        }

        Once(json, "userId", recipient.UserId, seen);
        Once(json, "teamId", recipient.TeamId, seen);
        for (int i = 0; i < recipient.Group?.Count; i++)
        {
            Once(json, $"group[{i}]", recipient.Group[i], seen);
        }

        if (strategy is AllocationStrategy.OneColleague && named is not [] and not ["userId"])
        {
            json.Wrong(named[0], $"is not used with {NameOf(AllocationStrategy.OneColleague)}; name one person with userId");
        }

        if (strategy is { } known && !json.IsWrong("amount") && HasAmounts(known) != recipient.Amount.HasValue)
        {
            json.Wrong("amount", HasAmounts(known) ? $"is missing; {NameOf(known)} needs one" : $"is not used with {NameOf(known)}; leave it out");
        }

        return recipient;
    }

    private static void Once(FieldReader json, string name, Guid? id, HashSet<Guid> seen)
    {
        if (id is { } named && named != Guid.Empty && !seen.Add(named))
        {
            json.Wrong(name, $"names {named} a second time; name each recipient once");
        }
    }

    private static void CheckShape(FieldReader json, AllocationStrategy strategy, Allocation allocation)
    {
        int recipients = allocation.Recipients.Count;
        string? problem = strategy switch
        {
            AllocationStrategy.Keep or AllocationStrategy.Unassigned when recipients > 0 =>
                $"names {recipients}; with {NameOf(strategy)} nobody receives",
            AllocationStrategy.OneColleague when recipients != 1 => $"names {recipients}; with {NameOf(strategy)} exactly one receives",
            AllocationStrategy.RoundRobin or AllocationStrategy.LeastLoaded when recipients == 0 && !allocation.OnlyLeaversTeams =>
                $"names nobody; {NameOf(strategy)} needs at least one, or onlyLeaversTeams",
            AllocationStrategy.Ratio or AllocationStrategy.Fixed when recipients == 0 => $"names nobody; {NameOf(strategy)} needs at least one",
            _ => null,
        };
        if (problem is not null && !json.IsWrong("recipients"))
        {
            json.Wrong("recipients", problem);
        }

        if (allocation.OnlyLeaversTeams && strategy is AllocationStrategy.Keep or AllocationStrategy.Unassigned)
        {
            json.Wrong("onlyLeaversTeams", $"is not used with {NameOf(strategy)}; nobody receives");
        }

        if (allocation.Leftover != LeftoverRule.Keep && strategy != AllocationStrategy.Fixed)
        {
            json.Wrong("leftover", $"is used with fixed only, not with {NameOf(strategy)}");
        }
    }

    private static bool HasAmounts(AllocationStrategy strategy) => strategy is AllocationStrategy.Ratio or AllocationStrategy.Fixed;

    private static string NameOf(AllocationStrategy strategy) => JsonNamingPolicy.KebabCaseLower.ConvertName(strategy.ToString());
}
