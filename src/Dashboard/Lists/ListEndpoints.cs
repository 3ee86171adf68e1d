using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Lists;

/// <summary>
/// Lists for programs: <c>/api/workspaces/{id}/users</c> and <c>/api/workspaces/{id}/contacts</c>, as JSON. Times are UTC. Names and
/// addresses are hidden from whoever lacks the permission.
/// </summary>
public static class ListEndpoints
{
    private const int Usual = 100;
    private const int Most = 1000;
    private static readonly string[] Statuses = ["active", "invited", "inactive", "deleted"];

    /// <summary>Users: <c>?status=</c> one of active, invited, inactive, deleted; <c>after=</c> the last page's <c>next</c>; <c>limit=</c> 1 to 1,000.</summary>
    public static async Task<IResult> Users(
        HttpContext context, Guid id, string? status, string? after, string? limit, ListReader lists, CancellationToken cancellationToken)
    {
        Guid last = Guid.Empty;
        if (ReadLimit(limit) is not { } size)
        {
            return Wrong("limit", limit, $"a whole number from 1 to {Most}");
        }

        if (status is not null && !Statuses.Contains(status))
        {
            return Wrong("status", status, string.Join(", ", Statuses));
        }

        if (after is not null && !Guid.TryParse(after, out last))
        {
            return Wrong("after", after, "the next of the page before");
        }

        return Answer(context, await lists.UsersAsync(id, status, after is null ? null : last, size, cancellationToken));
    }

    /// <summary>Contacts: <c>?archived=true</c> for the archived ones; <c>after=</c> and <c>limit=</c> as for users.</summary>
    public static async Task<IResult> Contacts(
        HttpContext context, Guid id, string? archived, string? after, string? limit, ListReader lists, CancellationToken cancellationToken)
    {
        long last = 0;
        if (ReadLimit(limit) is not { } size)
        {
            return Wrong("limit", limit, $"a whole number from 1 to {Most}");
        }

        if (archived is not (null or "true" or "false"))
        {
            return Wrong("archived", archived, "true or false");
        }

        if (after is not null && !long.TryParse(after, out last))
        {
            return Wrong("after", after, "the next of the page before");
        }

        return Answer(context, await lists.ContactsAsync(id, archived == "true", after is null ? null : last, size, cancellationToken));
    }

    private static int? ReadLimit(string? limit) =>
        limit is null ? Usual : int.TryParse(limit, out int size) && size is >= 1 and <= Most ? size : null;

    private static IResult Answer<T>(HttpContext context, T? list)
        where T : class => list is null
        ? TypedResults.Json(new Trouble("There is no workspace with this id."), statusCode: StatusCodes.Status404NotFound)
        : TypedResults.Json(PersonalData.Shown(list, context.User.May(Permission.ViewPersonalData)));

    private static JsonHttpResult<Trouble> Wrong(string field, string? said, string expected) =>
        TypedResults.Json(new Trouble($"{field} is '{said}'; expected: {expected}."), statusCode: StatusCodes.Status400BadRequest);

    private sealed record Trouble(string Problem);
}
