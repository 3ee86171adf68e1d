using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Security.TrustedProxy;

namespace Offboarding.Dashboard;

/// <summary>Says which key is wrong and what would be right, one line each.</summary>
internal sealed class DashboardOptionsCheck(IConfiguration configuration) : IValidateOptions<DashboardOptions>
{
    private static readonly string[] LogPlaces = ["{caseId}", "{step}", "{traceId}", "{from}", "{to}"];

    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        List<string> wrong = [.. Check(options), .. SignInOptionsCheck.Problems(configuration)];
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Check(DashboardOptions options)
    {
        if (options.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
        {
            yield return $"Dashboard:PublicUrl is '{url}', which is no http or https address: set it to one, such as https://offboarding.example.com/, or leave it out.";
        }

        if (Networks.Of(options.TrustedProxies).Any(static network => network is null))
        {
            yield return $"Dashboard:TrustedProxies is '{options.TrustedProxies}': set it to the addresses or networks of the proxies in front, such as 10.0.0.4, 10.1.0.0/16, or leave it out.";
        }

        if (options.AccessLog is not ("" or "stdout") && Path.GetDirectoryName(Path.GetFullPath(options.AccessLog)) is var folder && !Directory.Exists(folder))
        {
            yield return $"Dashboard:AccessLog is '{options.AccessLog}', and there is no folder {folder}: set it to stdout or to a file in a folder that there is, or leave it out.";
        }

        if (options.SignIn.OperatorName is not { Length: >= 1 and <= 200 })
        {
            yield return "Dashboard:SignIn:OperatorName must have 1 to 200 characters: set it to the name that the audit trail shows, such as operator.";
        }

        if (OutOfRange(options.SignIn.LinkLifetime, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)))
        {
            yield return $"Dashboard:SignIn:LinkLifetime is {options.SignIn.LinkLifetime}: set it to between 00:00:10 and 1.00:00:00.";
        }

        if (OutOfRange(options.SignIn.SessionLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)))
        {
            yield return $"Dashboard:SignIn:SessionLifetime is {options.SignIn.SessionLifetime}: set it to between 00:01:00 and 7.00:00:00.";
        }

        if (OutOfRange(options.SignIn.SessionMaximum, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)))
        {
            yield return $"Dashboard:SignIn:SessionMaximum is {options.SignIn.SessionMaximum}: set it to between 00:01:00 and 7.00:00:00.";
        }

        if (OutOfRange(options.LockoutTarget, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)))
        {
            yield return $"Dashboard:LockoutTarget is {options.LockoutTarget}: set it to between 00:00:00.1 and 1.00:00:00.";
        }

        if (options.LogUrl is { } log && !(LogPlaces.Any(place => log.Contains(place, StringComparison.Ordinal))
            && Uri.TryCreate(LogPlaces.Aggregate(log, static (text, place) => text.Replace(place, "0", StringComparison.Ordinal)), UriKind.Absolute, out Uri? address)
            && address.Scheme is "http" or "https" && !LogPlaces.Aggregate(log, static (text, place) => text.Replace(place, "", StringComparison.Ordinal)).Contains('{', StringComparison.Ordinal)))
        {
            yield return $"Dashboard:LogUrl is '{log}', which is no http or https address with {string.Join(", ", LogPlaces)} in it: set it to one such as https://logs.example/?q={{caseId}}&from={{from}}&to={{to}}, or leave it out.";
        }

        foreach (string wrong in SignInOptionsCheck.Problems(options.SignIn))
        {
            yield return wrong;
        }

        if (OutOfRange(options.LiveInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)))
        {
            yield return $"Dashboard:LiveInterval is {options.LiveInterval}: set it to between 00:00:00.1 and 00:01:00.";
        }
    }

    private static bool OutOfRange(TimeSpan value, TimeSpan least, TimeSpan most) => value < least || value > most;
}
