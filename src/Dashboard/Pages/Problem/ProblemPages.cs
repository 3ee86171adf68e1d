using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Problem;

/// <summary>Answers what went wrong with a page in words instead of a stack trace.</summary>
public sealed class ProblemPages(RequestDelegate next, PageFrames frames, ILogger<ProblemPages> logger)
{
    /// <summary>Goes on, and turns an exception into a page.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: StatusCodes.Status403Forbidden, HasStarted: false } && IsForAPerson(context))
            {
                await frames.Problem(
                    context,
                    StatusCodes.Status403Forbidden,
                    "You may not see this page",
                    $"{context.User.Identity?.Name} does not have the permission it needs. Ask whoever manages the dashboard's accounts.").ExecuteAsync(context);
            }
            else if (context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false } && IsForAPerson(context))
            {
                await frames.Problem(
                    context, StatusCodes.Status400BadRequest, "This address is not understood", "A part of it is not what this page takes. It may be cut short.",
                    goOn: (context.Request.Path, "Show the page without it")).ExecuteAsync(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await frames.Problem(context, bad.StatusCode, "This request cannot be read", "Nothing was done.").ExecuteAsync(context);
        }
        catch (PostgresException no) when (no.SqlState is "OF403" or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedFunction
            && WorkspaceLimit.Of(context.User).IsLimited && !context.Response.HasStarted)
        {
            await StaysWithin.RefuseAsync(context, frames);
        }
        catch (PoolerInTheWayException pooler) when (!context.Response.HasStarted)
        {
            logger.LogWarning("{Method} {Path}: {Problem}", context.Request.Method, context.Request.Path, pooler.Message);
            await frames.Problem(context, StatusCodes.Status503ServiceUnavailable, "This cannot be shown to you now", pooler.Message).ExecuteAsync(context);
        }
        catch (Exception away) when (IsAway(away) && !context.Response.HasStarted)
        {
            logger.LogWarning("{Method} {Path}: the database is not reachable: {Problem}", context.Request.Method, context.Request.Path, away.Message);
            bool get = HttpMethods.IsGet(context.Request.Method);
            context.Response.Headers.RetryAfter = "5";
            if (get && context.Request.Path.StartsWithSegments("/sign-in", StringComparison.Ordinal))
            {
                // No script may try this address: a link, like a provider's code, signs in once, and the page that is loaded after it would find it used.
                await frames.Problem(
                    context, StatusCodes.Status503ServiceUnavailable, "The database cannot be read", Explain(away) + " You are not signed in.",
                    goOn: context.Request.Query.ContainsKey("token") ? ("", "Try again: the link can still be used") : ("/sign-in", "Sign in again")).ExecuteAsync(context);
                return;
            }

            await frames.Problem(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "The database cannot be read",
                Explain(away) + (get ? "" : " Whether your last click was taken is not certain: look at the case before you repeat it."),
                retry: get).ExecuteAsync(context);
        }
        catch (Exception unexpected) when (!context.Response.HasStarted)
        {
            string trace = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
            logger.LogError(unexpected, "{Method} {Path} failed ({Trace})", context.Request.Method, context.Request.Path, trace);
            await frames.Problem(
                context,
                StatusCodes.Status500InternalServerError,
                "This page failed",
                $"The dashboard failed. Details are in its log under {trace}.").ExecuteAsync(context);
        }
    }

    /// <summary>For addresses that lead nowhere.</summary>
    public static RazorComponentResult<ProblemView> NotFound(HttpContext context, PageFrames frames) =>
        frames.Problem(context, StatusCodes.Status404NotFound, "There is no such page", "The address leads nowhere. It may be cut short.");

    private static bool IsForAPerson(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && !context.Request.IsHtmx()
        && context.Request.GetTypedHeaders().Accept.Any(static type => type.MediaType == "text/html");

    /// <summary>A database that calls a value wrong is there: the mistake is the dashboard's.</summary>
    private static bool IsAway(Exception error) => error is TimeoutException or (NpgsqlException and not PostgresException { SqlState: ['2', '2' or '3', ..] or ['P', '0', ..] });

    private static string Explain(Exception away) => (away as PostgresException)?.SqlState switch
    {
        "28P01" or "28000" => "It refuses the sign-in of ConnectionStrings:Dashboard.",
        "3D000" => "The database that ConnectionStrings:Dashboard names does not exist.",
        "3F000" or "42P01" or "42883" or "42703" => "It does not have the views this version needs: run the worker's migrate command.",
        "42501" => "The login of ConnectionStrings:Dashboard is not a member of the role offboarding_dashboard.",
        "53300" => "It has no connection left.",
        _ => "PostgreSQL does not answer. Departures continue, or wait, without the dashboard.",
    };
}
