using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Security;

/// <summary>
/// Says for the request to which workspaces it is limited, and refuses who is limited what their address names outside of them. The rows are kept back
/// by the database in any case; this is so that an attempt is refused in words and noted. What is not there is refused in the same way.
/// </summary>
internal sealed class StaysWithin(RequestDelegate next, DashboardDatabase database, PageFrames frames)
{
    public async Task InvokeAsync(HttpContext context)
    {
        WorkspaceLimit limit = WorkspaceLimit.Of(context.User);
        limit.Flow();
        if (limit.IsLimited)
        {
            bool within;
            // Also where nothing is asked: whoever cannot be served hears it before a stream begins.
            await using (NpgsqlConnection connection = await database.OpenAsync(context.RequestAborted))
            {
                within = await IsWithinAsync(context, limit, connection);
            }

            if (!within)
            {
                await RefuseAsync(context, frames);
                return;
            }
        }

        await next(context);
    }

    /// <summary>The answer to somebody who is limited.</summary>
    public static Task RefuseAsync(HttpContext context, PageFrames frames) => frames.Problem(
        context,
        StatusCodes.Status403Forbidden,
        "This is not for you",
        $"{context.User.Identity?.Name} may see and change some workspaces only. This is of another one, of none, or not there."
        + (HttpMethods.IsGet(context.Request.Method) ? "" : " Nothing was done.")).ExecuteAsync(context);

    private static async Task<bool> IsWithinAsync(HttpContext context, WorkspaceLimit limit, NpgsqlConnection connection)
    {
        if (Id(context, "workspace") is { } workspace)
        {
            return limit.Contains(workspace);
        }

        if (Id(context, "id") is not { } id)
        {
            return true;
        }

        string kind = context.Request.Path.Value!.Split('/').Skip(1).First(static part => part is not ("live" or "api"));
        if (kind is "workspaces" or "seats")
        {
            return limit.Contains(id);
        }

        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("is-within"), new { kind, id }, cancellationToken: context.RequestAborted));
    }

    private static Guid? Id(HttpContext context, string name) => Guid.TryParse(context.GetRouteValue(name)?.ToString(), out Guid id) ? id : null;
}
