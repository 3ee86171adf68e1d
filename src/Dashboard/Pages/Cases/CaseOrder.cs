namespace Offboarding.Dashboard.Pages.Cases;

/// <summary>A way to sort the list of cases. Each is an index scan, forwards or backwards, that ends where the page is full.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Text">For people.</param>
/// <param name="Column">Of <c>dashboard.case_keys</c>.</param>
/// <param name="Descending">The largest or latest first.</param>
/// <param name="IdsDescending">Among equals: the order of the index where it is read backwards.</param>
/// <param name="Only">Which cases have something to sort by; null: all.</param>
public sealed record CaseOrder(string Name, string Text, string Column, bool Descending, bool IdsDescending = false, string? Only = null)
{
    /// <summary>The ways to sort, the first one where nothing is said.</summary>
    public static IReadOnlyList<CaseOrder> All { get; } =
    [
        new("requested", "Newest first", "requested_at", Descending: true),
        new("oldest", "Oldest first", "requested_at", Descending: false, IdsDescending: true),
        new("name", "Name", "leaver", Descending: false),
        new("last-day", "Last day, latest first", "due_at", Descending: true),
        new("finished", "Finished, latest first", "completed_at", Descending: true, Only: "k.completed_at IS NOT NULL"),
        new("lockout", "Lockout, slowest first", "lockout", Descending: true, Only: "k.locked_out"),
        new("left-over", "Not moved, most first", "left_over", Descending: true, Only: "k.left_over > 0"),
        new("attempts", "Failed attempts, most first", "failed_attempts", Descending: true, Only: "k.failed_attempts > 0"),
    ];

    /// <summary>The way with that name, or the first one.</summary>
    public static CaseOrder Of(string? name) => All.FirstOrDefault(order => order.Name == name) ?? All[0];

    /// <summary>A statement with this order in the place of its marks.</summary>
    public string In(string statement) => statement
        .Replace("/*only*/true", Only ?? "true", StringComparison.Ordinal)
        .Replace("/*column*/id", Column, StringComparison.Ordinal)
        .Replace("/*from*/=", Descending ? "<=" : ">=", StringComparison.Ordinal)
        .Replace("/*beyond*/=", Descending ? "<" : ">", StringComparison.Ordinal)
        .Replace("/*next*/=", IdsDescending ? "<" : ">", StringComparison.Ordinal)
        .Replace("/*way*/", Descending ? "DESC" : "ASC", StringComparison.Ordinal)
        .Replace("/*ids*/", IdsDescending ? "DESC" : "ASC", StringComparison.Ordinal);
}
