namespace Offboarding.Dashboard.Tests.Support;

/// <summary>Addresses in the busy day for each route, so that tests can go through all routes.</summary>
public static class Addresses
{
    /// <summary>At least one address of a route such as <c>/cases/{id:guid}</c>, with something to see behind it.</summary>
    public static IReadOnlyList<string> Of(string route) => route switch
    {
        "{*path:nonfile}" => ["/no-such-page"],
        "/hangfire/{**path}" => ["/hangfire", "/hangfire/cases"],
        "/hangfire/{**path:regex(^(?!stats$))}" => ["/hangfire/jobs/failed/something-new"],
        _ when route.StartsWith("/hangfire/", StringComparison.Ordinal) =>
            [route.Replace("{list}", "failed", StringComparison.Ordinal).Replace("{id}", "1", StringComparison.Ordinal)],
        "/evidence" => ["/evidence?kind=conversations&item=42", "/evidence?person=b0000000-0000-4000-8000-000000000006", "/evidence?person=Ada"],
        "/leavers" or "/live/cases" => [route, route + "?q=solberg", route + "?state=completed"],
        _ when route.StartsWith("/api/workspaces/{id:guid}", StringComparison.Ordinal) => [Put(route, Seeded.Northwind)],
        _ when route.StartsWith("/previews/{id:guid}", StringComparison.Ordinal) =>
            [Put(route, Seeded.Preview), Put(route, Seeded.RefusedPreview)],
        "/messages" or "/live/messages" => [route, route + "?kind=discarded"],
        "/lists/{workspace:guid}/{request:guid}" or "/live/lists/{workspace:guid}/{request:guid}" =>
            [Put(route, Seeded.Northwind, Seeded.List), Put(route, Seeded.Contoso, Seeded.HeldList), Put(route, Seeded.Northwind, Seeded.List) + "?state=refused"],
        _ when route.Contains("/approvals/{id:guid}", StringComparison.Ordinal) => [Put(route, Seeded.Approval)],
        "/people" => ["/people", "/people?q=weber", $"/people?q={Seeded.Hanna}"],
        _ when route.Contains("/{workspace:guid}/{user:guid}", StringComparison.Ordinal) && !route.StartsWith("/new", StringComparison.Ordinal) =>
            [Put(route, Seeded.Northwind, Seeded.Hanna), Put(route, Seeded.Northwind, Seeded.Wei), Put(route, Seeded.Northwind, Seeded.Ines)],
        _ when route.Contains("/people/{workspace:guid}", StringComparison.Ordinal) => [Put(route, Seeded.Northwind, null), Put(route, Seeded.Northwind, null) + "?status=invited&q=ines"],
        _ when route.Contains("/contacts/{workspace:guid}/{id:long}", StringComparison.Ordinal) => [Put(route, Seeded.Northwind, null).Replace("{id:long}", "902", StringComparison.Ordinal)],
        _ when route.Contains("/contacts/{workspace:guid}", StringComparison.Ordinal) => [Put(route, Seeded.Northwind, null), Put(route, Seeded.Northwind, null) + "?archived=true"],
        "/holds" or "/live/holds" => [route, route + "?lifted=true"],
        "/left-behind" => ["/left-behind", $"/left-behind?workspace={Seeded.Northwind}"],
        "/new" => ["/new", "/new?q=weber"],
        "/new/list/{workspace:guid}/sent" => [$"/new/list/{Seeded.Northwind}/sent?people=2&list={Seeded.Preview}"],
        _ when route.StartsWith("/new/", StringComparison.Ordinal) =>
            [route.Replace("{workspace:guid}", Seeded.Northwind.ToString(), StringComparison.Ordinal).Replace("{user:guid}", Seeded.Jonas.ToString(), StringComparison.Ordinal)],
        "/search" => ["/search", "/search?q=weber", "/search?q=b0000000"],
        "/workspaces/{id:guid}" => [Put(route, Seeded.Northwind)],
        "/seats/{id:guid}" or "/seats/{id:guid}/limit" or "/live/seats/{id:guid}" => [Put(route, Seeded.Northwind)],
        "/failures/group" => ["/failures/group?step=reassign-conversations&kind=recipient-inactive"],
        "/access" => ["/access", "/access?event=signed-in"],
        "/audit" => ["/audit", "/audit?action=step-retried", $"/audit?about={Seeded.Failed}", "/audit?from=2020-01-01&to=2020-01-02"],
        _ when route.Contains("/operations/{id:guid}", StringComparison.Ordinal) => [Put(route, Seeded.Operation)],
        _ when route.Contains("/messages/{id:guid}", StringComparison.Ordinal) => [Put(route, Seeded.Parked), Put(route, Seeded.Refused)],
        _ => [Put(route, Seeded.Failed), Put(route, Seeded.Running)],
    };

    private static string Put(string route, Guid workspace, Guid? other) => route
        .Replace("{workspace:guid}", workspace.ToString(), StringComparison.Ordinal)
        .Replace("{user:guid}", other.ToString(), StringComparison.Ordinal)
        .Replace("{request:guid}", other.ToString(), StringComparison.Ordinal);

    private static string Put(string route, Guid id) => route
        .Replace("{id:guid}", id.ToString(), StringComparison.Ordinal)
        .Replace("{step}", "reassign-conversations", StringComparison.Ordinal);
}
