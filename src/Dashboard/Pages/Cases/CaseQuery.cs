using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Cases;

/// <summary>What the list of cases is asked for; the same words are in the address, so that a list can be sent to a colleague.</summary>
public sealed record CaseQuery
{
    private static readonly string FirstOrder = CaseOrder.All[0].Name;
    private static readonly string[] InProgress = ["signing-out", "handing-over"];
    private const string Retrying = "retrying";
    private static readonly string[] Ended = ["refused", "cancelled"];

    /// <summary>The names in an address that <see cref="Of"/> reads.</summary>
    public static IReadOnlyList<string> Names { get; } = ["q", "state", "step", "workspace", "reason", "from", "to", "sort", "before"];

    /// <summary>What a list can be asked for: the states as they are in the database, and the two that stand for several.</summary>
    public static IReadOnlyList<string> KnownStates { get; } =
        ["in-progress", "signing-out", "handing-over", "needs-attention", "retrying", "scheduled", "held-for-approval", "paused", "completed", "ended", "refused", "cancelled"];

    /// <summary>What cases are found by: the reasons of departures, those of deletions, and the kinds of cases that have no reason.</summary>
    public static IReadOnlyList<(string Of, IReadOnlyList<string> Reasons)> ReasonGroups { get; } =
        [("Departures", NamesOf<DeactivationReason>()), ("Deletions", NamesOf<DeletionReason>()), ("Other cases", ["reassign", "undo"])];

    /// <summary>Beginnings of words of name or address, or a whole id.</summary>
    public string? Search { get; init; }

    /// <summary>A state, or <c>in-progress</c> or <c>ended</c>.</summary>
    public string? State { get; init; }

    /// <summary>A step that the case is at, for example <c>reassign-conversations</c>.</summary>
    public string? Step { get; init; }

    /// <summary>The whole name of a workspace, or its id.</summary>
    public string? Workspace { get; init; }

    /// <summary>The workspaces that <see cref="Workspace"/> names, once <see cref="CaseReader.FindAsync"/> has looked them up; null: whoever reads does.</summary>
    public Guid[]? WorkspacesNamed { get; init; }

    /// <summary>For example <c>contract-ended</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The first day (UTC) on which it was requested.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day (UTC) on which it was requested.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The name of a <see cref="CaseOrder"/>.</summary>
    public string Order { get; init; } = FirstOrder;

    /// <summary>Where the page before this one ends.</summary>
    public Cursor? Before { get; init; }

    /// <summary>The states that are meant; null: all.</summary>
    public string[]? States => State switch
    {
        null => null,
        "in-progress" => InProgress,
        "ended" => Ended,
        Retrying => null,
        _ => [State],
    };

    /// <summary>The status of a step that the cases have to have; null: any. A case that is retrying is signing out or handing over as well.</summary>
    public string? StepStatus => State == Retrying ? Retrying : null;

    /// <summary>Whether anything is asked for that the search field and the states above the list do not show.</summary>
    public bool IsNarrowed => Step is not null || Workspace is not null || Reason is not null || From is not null || To is not null || Order != FirstOrder;

    /// <summary>Whether everybody is asked for.</summary>
    public bool IsEverybody => Search is null && State is null && !IsNarrowed;

    /// <summary>Takes what an address says. Who may not see names does not sort by them either.</summary>
    public static CaseQuery Of(Filter filter, ClaimsPrincipal user) => new()
    {
        Search = filter.Person("q", user),
        State = filter.OneOf("state", "a state", KnownStates),
        Step = filter.Text("step") is { } step ? Filter.Kebab(step) : null,
        Workspace = filter.Text("workspace"),
        Reason = filter.OneOf("reason", "a reason", ReasonGroups.SelectMany(static group => group.Reasons)),
        From = filter.Day("from"),
        To = filter.Day("to"),
        Order = filter.OneOf("sort", "an order", CaseOrder.All.Select(static order => order.Name)) switch
        {
            null => FirstOrder,
            "name" when !user.May(Permission.ViewPersonalData) => FirstOrder,
            var order => order,
        },
        Before = filter.Before(),
    };

    /// <summary>Name and value of what is asked for.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields() => QueryFields.Given(
        ("q", Search), ("state", State), ("step", Step), ("workspace", Workspace), ("reason", Reason), ("from", From?.ToString("O", CultureInfo.InvariantCulture)),
        ("to", To?.ToString("O", CultureInfo.InvariantCulture)), ("sort", Order == FirstOrder ? null : Order), ("before", Before?.ToString()));

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString() => Fields().ToQueryString();

    private static string[] NamesOf<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(static value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()))];
}
