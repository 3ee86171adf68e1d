using System.Globalization;
using Microsoft.Extensions.Primitives;
using Offboarding.Contracts;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Evidence;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>
/// What somebody filled in for a departure, and the request it makes: a pure function of the fields. What is wrong is said with the path
/// the worker would use, so that both are shown at the same field.
/// </summary>
public sealed class NewForm
{
    /// <summary>Where the plan for all work stands in the form, beside those of the kinds.</summary>
    public const string All = "all";

    /// <summary>What a kind says that has no plan of its own.</summary>
    public const string AsAll = "as-all";

    private const int MostOfOne = 1_000_000;

    private readonly Func<string, StringValues> fields;
    private readonly List<FieldError> errors = [];

    /// <param name="fields">The value, or values, of a field; nothing for one that is not there.</param>
    public NewForm(Func<string, StringValues> fields)
    {
        this.fields = fields;
        Plan = new HandoverPlan
        {
            Conversations = Allocation("conversations"),
            Contacts = Allocation("contacts"),
            Leads = Allocation("leads"),
            Tasks = Allocation("tasks"),
        };
    }

    /// <summary>The kinds of work, as they are written everywhere.</summary>
    public static IReadOnlyList<string> Kinds => EvidenceQuery.Kinds;

    /// <summary>The field of a path as the worker writes it, by its name: the kind of work of a plan, or the field itself.</summary>
    public static string FieldName(string path) => path.Split('.', '[') switch
    {
        ["handover", All, ..] => "allWork",
        ["handover", var kind, ..] => kind,
        ["requestedBy", ..] => "inTheNameOf",
        [var field, ..] => field,
        _ => path,
    };

    /// <summary>What the form calls the field of a path.</summary>
    public static string FieldLabel(string path) => FieldName(path) switch
    {
        "allWork" => "All work goes",
        "inTheNameOf" => "On behalf of",
        "why" => "Comment",
        "users" => "Who leaves",
        "lastDate" or "lastDay" => "Last day",
        "returnDate" or "returnDay" or "giveBackWork" => "First day back",
        "plan" => "Saved plans",
        var field => Words.Sentence(Words.Field(field)),
    };

    /// <summary>The id of the element a path is about, in the form.</summary>
    public static string FieldId(string path) => FieldName(path) switch
    {
        "allWork" => $"strategy-{All}",
        "plan" => "plan-name",
        "users" => "people",
        "handover" => "kinds-title",
        "inTheNameOf" => "asker",
        "comment" => "why-new",
        "lastDate" or "lastDay" => "day-new",
        "timeZone" => "zone-new",
        "returnDate" or "returnDay" or "giveBackWork" => "return-new",
        "nextOwner" => "next-owner",
        var kind when Kinds.Contains(kind) => $"strategy-{kind}",
        var field => field,
    };

    /// <summary>A form nobody has touched: work goes to the leaver's teams, leads to the sales teams. Where there is no team, somebody has to be chosen.</summary>
    /// <param name="details">Who leaves, what they hold, who could receive it.</param>
    /// <param name="counted">It is about one person: what they do not hold needs no plan.</param>
    public static NewForm Proposed(LeaverDetails details, bool counted)
    {
        string[] sales = [.. details.Teams.Where(static team => team.Kind == "sales").Select(static team => $"team:{team.Id}")];
        var proposed = new Dictionary<string, StringValues>
        {
            [$"{All}.strategy"] = Strategies.Word(AllocationStrategy.LeastLoaded),
            [$"{All}.teams"] = !counted || details.Colleagues.Any(static one => one.SameTeam) ? "true" : "",
        };
        foreach (string kind in Kinds)
        {
            bool toSales = kind == "leads" && sales.Length > 0;
            // Only members of sales teams can receive leads: in a list, where there is no such team, they are handed to nobody rather than refused.
            bool toNobody = !counted && kind == "leads" && sales.Length == 0;
            proposed[$"{kind}.strategy"] = counted && details.Holds.GetValueOrDefault(kind) == 0 ? Strategies.Word(AllocationStrategy.Keep)
                : toNobody ? Strategies.Word(AllocationStrategy.Unassigned)
                : toSales ? Strategies.Word(AllocationStrategy.LeastLoaded) : AsAll;
            proposed[$"{kind}.to"] = toSales ? sales : default(StringValues);
        }

        return new NewForm(name => proposed.GetValueOrDefault(name));
    }

    /// <summary>This form with another plan.</summary>
    public NewForm With(NewForm plan) => new(name => name.Split('.') is [var kind, _, ..] && (kind == All || Kinds.Contains(kind)) ? plan.fields(name) : fields(name));

    /// <summary>Who gets what.</summary>
    public HandoverPlan Plan { get; }

    /// <summary>What is wrong so far with the plan.</summary>
    public IReadOnlyList<FieldError> PlanErrors => errors;

    /// <summary>On a day to come instead of now.</summary>
    public bool IsScheduled => Text("when") == "date";

    /// <summary>Back again on a day (F2).</summary>
    public bool ComesBack => Text("returnDate").Length > 0;

    /// <summary>A field as it was written.</summary>
    public string Text(string name) => fields(name).ToString().Trim();

    /// <summary>Whether somebody, or a team, was chosen to receive a kind.</summary>
    public bool Gets(string kind, string recipient) => fields($"{kind}.to").Contains(recipient);

    /// <summary>The colleagues who are chosen for anything: they stay in the lists, however many others there are.</summary>
    public IEnumerable<Guid> Chosen => Kinds.Append(All).SelectMany(kind => fields($"{kind}.to"))
        .Where(static to => to?.StartsWith("user:", StringComparison.Ordinal) is true)
        .Select(static to => Guid.TryParse(to!["user:".Length..], out Guid id) ? id : Guid.Empty)
        .Distinct();

    /// <summary>What is wrong with anything, besides the plan.</summary>
    /// <param name="why">Of a start; null: nothing was said.</param>
    /// <param name="preview">A preview needs no reason why.</param>
    public IReadOnlyList<FieldError> Check(string? why, bool preview)
    {
        List<FieldError> wrong = [.. errors];
        Require("reason", Text("reason").Length > 0, "Choose a reason.");
        if (IsScheduled)
        {
            Require("lastDate", IsDay(Text("lastDate")), "Enter the last day.");
        }

        if (ComesBack)
        {
            Require("returnDate", IsDay(Text("returnDate")), "Enter the first day back, such as 2026-12-31.");
        }

        if (IsScheduled || ComesBack)
        {
            Require("timeZone", TimeZoneInfo.TryFindSystemTimeZoneById(Text("timeZone"), out _), "Enter the IANA name of the time zone, such as Europe/Berlin.");
        }

        Require("giveBackWork", ComesBack || Text("giveBackWork") != "true", "Work is given back on the first day back: enter it.");
        Require("requestedBy", Guid.TryParse(Text("asker"), out _), "Choose on whose behalf you request this.");
        Require("comment", preview || why is not null, "Enter a comment for the audit trail.");
        return wrong;

        void Require(string path, bool fine, string problem)
        {
            if (!fine)
            {
                wrong.Add(new FieldError { Path = path, Problem = problem });
            }
        }
    }

    /// <summary>The command, without what the database adds.</summary>
    public Dictionary<string, object?> Command(Guid workspace, Guid user, bool dryRun)
    {
        var command = new Dictionary<string, object?>
        {
            ["workspaceId"] = workspace,
            ["userId"] = user,
            ["requestedBy"] = Guid.Parse(Text("asker")),
            ["reason"] = Text("reason"),
            ["handover"] = Plan,
            ["dryRun"] = dryRun,
        };
        if (Guid.TryParse(Text("nextOwner"), out Guid owner))
        {
            command["nextOwner"] = owner;
        }

        if (IsScheduled)
        {
            command["lastDate"] = Text("lastDate");
            command["timeZone"] = Text("timeZone");
        }

        if (ComesBack)
        {
            command["returnDate"] = Text("returnDate");
            command["timeZone"] = Text("timeZone");
            command["giveBackWork"] = Text("giveBackWork") == "true";
        }

        return command;
    }

    private static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private Allocation? Allocation(string kind)
    {
        // What is wrong with the plan for all work is said once, there.
        string from = Text($"{kind}.strategy") == AsAll ? All : kind;
        if (!TryStrategy(Text($"{from}.strategy"), out AllocationStrategy strategy))
        {
            return null;
        }

        bool receives = strategy is not (AllocationStrategy.Keep or AllocationStrategy.Unassigned);
        bool amounts = strategy is AllocationStrategy.Ratio or AllocationStrategy.Fixed;
        List<Recipient> recipients = receives ? [.. fields($"{from}.to").OfType<string>().Select((to, place) => Recipient(from, to, place, amounts)).OfType<Recipient>()] : [];
        bool onlyTeams = receives && Text($"{from}.teams") == "true";
        string? problem = strategy switch
        {
            AllocationStrategy.OneColleague when recipients.Count != 1 => "Choose exactly one colleague.",
            AllocationStrategy.RoundRobin or AllocationStrategy.LeastLoaded when recipients.Count == 0 && !onlyTeams => "Choose who receives, or the leaver's teams.",
            AllocationStrategy.Ratio or AllocationStrategy.Fixed when recipients.Count == 0 => "Choose who receives.",
            _ => null,
        };
        if (problem is not null)
        {
            Wrong($"handover.{from}.recipients", problem);
        }

        return new Allocation
        {
            Strategy = strategy,
            Recipients = recipients,
            OnlyLeaversTeams = onlyTeams,
            Leftover = strategy == AllocationStrategy.Fixed && Text($"{from}.leftover") == "unassigned" ? LeftoverRule.Unassigned : LeftoverRule.Keep,
            Snoozed = kind == "conversations" && strategy != AllocationStrategy.Keep && Text($"{kind}.snoozed") == "wake" ? SnoozedRule.Wake : SnoozedRule.Move,
        };
    }

    private Recipient? Recipient(string kind, string to, int place, bool amounts)
    {
        if (!Guid.TryParse(to[(to.IndexOf(':', StringComparison.Ordinal) + 1)..], out Guid id))
        {
            return null;
        }

        int? amount = null;
        if (amounts)
        {
            if (int.TryParse(Text($"{kind}.amount.{id}"), NumberStyles.None, CultureInfo.InvariantCulture, out int said) && said is > 0 and <= MostOfOne)
            {
                amount = said;
            }
            else
            {
                Wrong($"handover.{kind}.recipients[{place}].amount", "Enter how many, from 1 to 1,000,000.");
            }
        }

        return to.StartsWith("team:", StringComparison.Ordinal) ? new Recipient { TeamId = id, Amount = amount } : new Recipient { UserId = id, Amount = amount };
    }

    private void Wrong(string path, string problem)
    {
        if (!errors.Exists(error => error.Path == path))
        {
            errors.Add(new FieldError { Path = path, Problem = problem });
        }
    }

    private static bool TryStrategy(string text, out AllocationStrategy strategy)
    {
        foreach (AllocationStrategy each in Enum.GetValues<AllocationStrategy>())
        {
            if (Strategies.Word(each) == text)
            {
                strategy = each;
                return true;
            }
        }

        strategy = default;
        return false;
    }
}
