using System.Globalization;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.LeaverLists;

/// <summary>Which lines of a list are asked for; the same words are in the address.</summary>
/// <param name="State">One of <see cref="States"/>; null: all lines.</param>
/// <param name="After">The position of the last line of the page before; -1: from the beginning.</param>
public sealed record LeaverListQuery(string? State, int After)
{
    /// <summary>What can be asked for, with the states of lines and cases it stands for.</summary>
    public static IReadOnlyDictionary<string, string[]> States { get; } = new Dictionary<string, string[]>
    {
        ["refused"] = ["refused", "failed"],
        ["needs-attention"] = ["needs-attention"],
        ["waiting"] = ["waiting"],
        ["held-for-approval"] = ["held-for-approval"],
        ["scheduled"] = ["scheduled"],
        ["running"] = ["signing-out", "handing-over"],
        ["paused"] = ["paused"],
        ["completed"] = ["completed"],
        ["cancelled"] = ["cancelled"],
    };

    /// <summary>Takes what an address says.</summary>
    public static LeaverListQuery Of(Filter filter) =>
        new(filter.OneOf("state", "an outcome", States.Keys), (int?)filter.Number("after", "the number of a line") ?? -1);

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString() =>
        QueryFields.Given(("state", State), ("after", After < 0 ? null : After.ToString(CultureInfo.InvariantCulture))).ToQueryString();
}
