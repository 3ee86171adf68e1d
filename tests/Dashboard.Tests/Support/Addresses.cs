namespace Offboarding.Dashboard.Tests.Support;

/// <summary>Addresses in the busy day for each route, so that tests can go through all routes.</summary>
public static class Addresses
{
    /// <summary>At least one address of a route such as <c>/cases/{id:guid}</c>, with something to see behind it.</summary>
    public static IReadOnlyList<string> Of(string route) => route switch
    {
        "{*path:nonfile}" => ["/no-such-page"],
        "/hangfire/{**path}" => ["/hangfire", "/hangfire/cases"],
        "/evidence" => ["/evidence?kind=conversations&item=42", "/evidence?person=b0000000-0000-4000-8000-000000000006", "/evidence?person=Ada"],
        "/leavers" or "/live/cases" => [route, route + "?q=solberg", route + "?state=completed"],
        _ when route.StartsWith("/api/workspaces/{id:guid}", StringComparison.Ordinal) => [Put(route, Seeded.Northwind)],
        _ when route.StartsWith("/previews/{id:guid}", StringComparison.Ordinal) =>
            [Put(route, Seeded.Preview), Put(route, Seeded.RefusedPreview)],
        "/messages" or "/live/messages" => [route, route + "?kind=discarded"],
        "/new" => ["/new", "/new?q=weber"],
        "/new/list/{workspace:guid}/sent" => [$"/new/list/{Seeded.Northwind}/sent?people=2"],
        _ when route.StartsWith("/new/", StringComparison.Ordinal) =>
            [route.Replace("{workspace:guid}", Seeded.Northwind.ToString(), StringComparison.Ordinal).Replace("{user:guid}", Seeded.Jonas.ToString(), StringComparison.Ordinal)],
        "/seats/{id:guid}" or "/seats/{id:guid}/limit" or "/live/seats/{id:guid}" => [Put(route, Seeded.Northwind)],
        "/failures/group" => ["/failures/group?step=reassign-conversations&kind=recipient-inactive"],
        "/audit" => ["/audit", "/audit?action=step-retried", $"/audit?about={Seeded.Failed}", "/audit?from=2020-01-01&to=2020-01-02"],
        _ when route.Contains("/operations/{id:guid}", StringComparison.Ordinal) => [Put(route, Seeded.Operation)],
        _ when route.StartsWith("/messages/{id:guid}", StringComparison.Ordinal) => [Put(route, Seeded.Parked)],
        _ => [Put(route, Seeded.Failed), Put(route, Seeded.Running)],
    };

    private static string Put(string route, Guid id) => route
        .Replace("{id:guid}", id.ToString(), StringComparison.Ordinal)
        .Replace("{step}", "reassign-conversations", StringComparison.Ordinal);
}
