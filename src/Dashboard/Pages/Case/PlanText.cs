using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>Says a handover plan in sentences.</summary>
internal static class PlanText
{
    /// <summary>One or more sentences.</summary>
    /// <param name="plan">The plan as stored, JSON.</param>
    /// <param name="people">Those it names.</param>
    public static IEnumerable<string> Of(string plan, IReadOnlyList<Person> people)
    {
        HandoverPlan? read;
        try
        {
            read = JsonSerializer.Deserialize<HandoverPlan>(plan, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return ["This plan has parts that this version of the dashboard does not know."];
        }

        (string Kind, Allocation? Allocation)[] kinds =
            [("conversations", read?.Conversations), ("contacts", read?.Contacts), ("leads", read?.Leads), ("tasks", read?.Tasks)];
        string[] sentences = [.. kinds.Where(k => k.Allocation is not null).SelectMany(k => Of(k.Kind, k.Allocation!, people))];
        return sentences.Length > 0 ? sentences : ["No instructions: everything open stays with the leaver."];
    }

    /// <summary>What a change of one kind of work says, before and after.</summary>
    public static PlanChangeRow Change(string kind, Allocation? before, Allocation? after, long moved, IReadOnlyList<Person> people) => new(
        kind, Said(kind, before, people), Said(kind, after, people), moved);

    /// <summary>What the audit trail keeps of a change: for each kind what has moved, what held before and what holds now. Nothing, if it is hidden from whoever reads it.</summary>
    /// <param name="details">JSON.</param>
    /// <param name="people">Those the plans name.</param>
    public static (IReadOnlyList<PlanChangeRow> Kinds, IReadOnlyList<(string Name, string Value)> More) OfChange(string details, IReadOnlyList<Person> people)
    {
        try
        {
            PlanChange change = JsonSerializer.Deserialize<PlanChange>(details, JsonSerializerOptions.Web)!;
            return (
                [.. change.Kinds.Select(kind => Change(kind.Key, kind.Value.Before, kind.Value.After, kind.Value.Moved, people))],
                change.Comment is { } comment ? [("comment", comment)] : []);
        }
        catch (JsonException)
        {
            // Hidden from whoever may not see personal data.
            return ([], [.. DetailsText.Of(details, null)]);
        }
    }

    private static string Said(string kind, Allocation? allocation, IReadOnlyList<Person> people) =>
        allocation is null ? "Not in the plan: they stay with the leaver." : string.Join(' ', Of(kind, allocation, people));

    private static IEnumerable<string> Of(string kind, Allocation allocation, IReadOnlyList<Person> people)
    {
        List<string> names = [.. allocation.Recipients.Select(recipient => Name(recipient, people))];
        string all = Words.Sentence(kind);
        yield return allocation.Strategy switch
        {
            AllocationStrategy.Keep => $"{all} stay with the leaver.",
            AllocationStrategy.Unassigned => $"{all} go to nobody: they become unassigned.",
            AllocationStrategy.OneColleague => $"All {kind} go to {Words.List(names)}.",
            AllocationStrategy.RoundRobin => $"{all} go in turn, one each, to {Words.List(names)}.",
            AllocationStrategy.Ratio => $"{all} go in rounds: {Words.List(names)}. The round repeats until none is left.",
            AllocationStrategy.LeastLoaded => $"{all} go one by one to whoever has least at that moment, of {Words.List(names)}.",
            AllocationStrategy.Fixed => $"{all} go up to a limit: {Words.List(names)}. "
                + (allocation.Leftover == LeftoverRule.Unassigned ? "What is left becomes unassigned." : "What is left stays with the leaver."),
            _ => $"{all}: {allocation.Strategy}.",
        };
        if (allocation.OnlyLeaversTeams)
        {
            yield return "Only members of the leaver's teams receive.";
        }

        if (allocation.Snoozed == SnoozedRule.Wake && allocation.Strategy != AllocationStrategy.Keep)
        {
            yield return "Snoozed ones are opened at once.";
        }
    }

    private static string Name(Recipient recipient, IReadOnlyList<Person> people)
    {
        string name = recipient.UserId is { } user ? Name(user, people)
            : recipient is { TeamId: { } team, Group: null } ? $"{Name(team, people)} in turn"
            : $"{(recipient.TeamId is null ? "a group" : "a team")} in turn ({Words.List([.. (recipient.Group ?? []).Select(member => Name(member, people))])})";
        return recipient.Amount is { } amount ? $"{Words.Number(amount)} to {name}" : name;
    }

    private static string Name(Guid user, IReadOnlyList<Person> people) => people.FirstOrDefault(person => person.Id == user) switch
    {
        null => user.ToString(),
        { Status: "active" } person => person.Name,
        { } person => $"{person.Name} ({person.Status})",
    };

    private sealed record PlanChange(IReadOnlyDictionary<string, KindChange> Kinds, string? Comment);

    private sealed record KindChange(Allocation? Before, Allocation After, long Moved);
}

/// <summary>What a changed plan changes of one kind of work, in words.</summary>
/// <param name="Kind">For example <c>conversations</c>.</param>
/// <param name="Before">What held before.</param>
/// <param name="After">What holds then.</param>
/// <param name="Moved">How many had moved by then; they stay where they are.</param>
public sealed record PlanChangeRow(string Kind, string Before, string After, long Moved);
