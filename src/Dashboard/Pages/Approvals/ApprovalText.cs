using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>Says in words why departures wait.</summary>
internal static class ApprovalText
{
    /// <summary>The policy that held them.</summary>
    public static string Policy(ApprovalRow row) =>
        $"{row.Workspace} lets {Allowed(row)} leave within {Period(row.Period)} without a second person. The first of these was number {Words.Number(row.Counted)}.";

    private static string Allowed(ApprovalRow row) => (row.PeopleLimit, row.PercentLimit) switch
    {
        ({ } people, { } percent) => $"{Words.Count(people, "person", "people")}, and {percent} % of its active users,",
        ({ } people, null) => people == 0 ? "nobody" : Words.Count(people, "person", "people"),
        (null, { } percent) => $"{percent} % of its active users",
        _ => "a number of people",
    };

    private static string Period(TimeSpan period) =>
        period.TotalHours % 24 == 0 && period.TotalDays > 1 ? Words.Count((long)period.TotalDays, "day") : Words.Count((long)period.TotalHours, "hour");
}
