using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Offboarding.Contracts;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>A plan in the fields of the form, and what of a form is different from it: pure.</summary>
internal static class PlanFields
{
    /// <summary>
    /// The form filled with a plan. Whoever is not offered, because they left, is not chosen; a group of people is shown as its members.
    /// </summary>
    public static NewForm Of(HandoverPlan plan, LeaverDetails details)
    {
        var fields = new Dictionary<string, StringValues>();
        foreach (string kind in NewForm.Kinds)
        {
            if (Allocation(plan, kind) is { } allocation)
            {
                Fill(fields, kind, allocation, details);
            }
        }

        return new NewForm(name => fields.GetValueOrDefault(name));
    }

    /// <summary>A saved plan in the fields of the form: as one for all work where all kinds say the same.</summary>
    public static NewForm OfSaved(HandoverPlan plan, LeaverDetails details)
    {
        List<Allocation> said = [.. NewForm.Kinds.Select(kind => Allocation(plan, kind)).OfType<Allocation>()];
        if (said.Count < NewForm.Kinds.Count || said.Select(static one => JsonSerializer.Serialize(one with { Snoozed = SnoozedRule.Move }, JsonSerializerOptions.Web)).Distinct().Count() > 1)
        {
            return Of(plan, details);
        }

        var fields = new Dictionary<string, StringValues>();
        Fill(fields, NewForm.All, said[0], details);
        foreach (string kind in NewForm.Kinds)
        {
            fields[$"{kind}.strategy"] = NewForm.AsAll;
            fields[$"{kind}.snoozed"] = Allocation(plan, kind)!.Snoozed == SnoozedRule.Wake ? "wake" : "";
        }

        return new NewForm(name => fields.GetValueOrDefault(name));
    }

    /// <summary>Everybody, and every team, that a plan names.</summary>
    public static IReadOnlyList<Guid> Named(HandoverPlan plan) =>
        [.. NewForm.Kinds.SelectMany(kind => Allocation(plan, kind)?.Recipients ?? []).SelectMany(static one => (one.TeamId ?? one.UserId) is { } id ? [id] : one.Group ?? []).Distinct()];

    /// <summary>Whether a plan has groups, which the form does not know.</summary>
    public static bool HasGroups(HandoverPlan plan) =>
        NewForm.Kinds.Select(kind => Allocation(plan, kind)).Any(allocation => allocation?.Recipients.Any(one => one.Group is not null && one.TeamId is null) is true);

    /// <summary>What a form says about a kind, for the comparison: nothing is the same as <c>keep</c>, and a form has no order of recipients.</summary>
    public static string Said(NewForm form, string kind)
    {
        Allocation said = Allocation(form.Plan, kind) ?? new Allocation { Strategy = AllocationStrategy.Keep };
        return JsonSerializer.Serialize(
            said with { Recipients = [.. said.Recipients.OrderBy(static one => one.UserId ?? one.TeamId)] }, JsonSerializerOptions.Web);
    }

    /// <summary>The kinds that somebody changed, with what they say now.</summary>
    /// <param name="form">As it came back.</param>
    /// <param name="kinds">Those that can change.</param>
    public static Dictionary<string, Allocation> Changed(NewForm form, IEnumerable<string> kinds) => kinds
        .Where(kind => Allocation(form.Plan, kind) is not null && form.Text($"{kind}.was") != Said(form, kind))
        .ToDictionary(static kind => kind, kind => Allocation(form.Plan, kind)!);

    private static void Fill(Dictionary<string, StringValues> fields, string kind, Allocation allocation, LeaverDetails details)
    {
        fields[$"{kind}.strategy"] = Strategies.Word(allocation.Strategy);
        fields[$"{kind}.teams"] = allocation.OnlyLeaversTeams ? "true" : "";
        fields[$"{kind}.leftover"] = allocation.Leftover == LeftoverRule.Unassigned ? "unassigned" : "";
        fields[$"{kind}.snoozed"] = allocation.Snoozed == SnoozedRule.Wake ? "wake" : "";
        HashSet<Guid> people = [.. allocation.Recipients.Where(static one => one.TeamId is null).SelectMany(static one => one.UserId is { } user ? [user] : one.Group ?? [])];
        HashSet<Guid> teams = [.. allocation.Recipients.Select(static one => one.TeamId).OfType<Guid>()];
        fields[$"{kind}.to"] = new StringValues([
            .. details.Colleagues.Where(one => people.Contains(one.Id)).Select(one => $"user:{one.Id}"),
            .. details.Teams.Where(team => teams.Contains(team.Id)).Select(team => $"team:{team.Id}")]);
        foreach (Recipient recipient in allocation.Recipients.Where(static one => one.Amount is not null))
        {
            if ((recipient.TeamId ?? recipient.UserId) is { } id)
            {
                fields[$"{kind}.amount.{id}"] = recipient.Amount!.Value.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>What a plan says about a kind; null: nothing.</summary>
    public static Allocation? Allocation(HandoverPlan plan, string kind) => kind switch
    {
        "conversations" => plan.Conversations,
        "contacts" => plan.Contacts,
        "leads" => plan.Leads,
        "tasks" => plan.Tasks,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is no kind of work"),
    };
}

/// <summary>The ways to hand work over, in words.</summary>
internal static class Strategies
{
    /// <summary>For people, in the order of the list.</summary>
    public static IReadOnlyList<(AllocationStrategy Strategy, string Text)> All { get; } =
    [
        (AllocationStrategy.Keep, "To nobody (stays with the leaver)"),
        (AllocationStrategy.Unassigned, "To nobody (unassigned)"),
        (AllocationStrategy.OneColleague, "All to one colleague"),
        (AllocationStrategy.RoundRobin, "In turn, one each"),
        (AllocationStrategy.LeastLoaded, "To whoever has the least"),
        (AllocationStrategy.Ratio, "In rounds, by amounts"),
        (AllocationStrategy.Fixed, "Up to an amount each"),
    ];

    /// <summary>As it is written in a message.</summary>
    public static string Word(AllocationStrategy strategy) => JsonNamingPolicy.KebabCaseLower.ConvertName(strategy.ToString());
}
