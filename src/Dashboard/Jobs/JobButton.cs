using System.Text.RegularExpressions;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Jobs;

/// <summary>What one of Hangfire's buttons asks the worker to do, as the command <see cref="Contracts.JobActionRequested"/> has it.</summary>
/// <param name="Name">In the command: <c>enqueue-now</c>, <c>requeue</c>, <c>delete</c> or <c>trigger</c>.</param>
/// <param name="Permission">What one job needs; more than one also need <see cref="Permission.RetryInBulk"/>.</param>
/// <param name="IsRecurring">The ids are those of recurring jobs.</param>
/// <param name="Verb">Completes "Requested: ": <c>requeue</c>.</param>
/// <param name="Done">A participle: <c>requeued</c>.</param>
internal sealed partial record JobButton(string Name, string Permission, bool IsRecurring, string Verb, string Done)
{
    /// <summary>As many as Hangfire's pages offer at once.</summary>
    public const int MostJobs = 5_000;

    private const int MostRecurring = 100;

    /// <summary>The most ids of one command.</summary>
    public int Most => IsRecurring ? MostRecurring : MostJobs;

    public static JobButton EnqueueNow { get; } = new("enqueue-now", Security.Permission.Retry, IsRecurring: false, "enqueue", "enqueued");

    public static JobButton Requeue { get; } = new("requeue", Security.Permission.Retry, IsRecurring: false, "requeue", "requeued");

    public static JobButton Delete { get; } = new("delete", Security.Permission.Cancel, IsRecurring: false, "delete", "deleted");

    public static JobButton Trigger { get; } = new("trigger", Security.Permission.Retry, IsRecurring: true, "trigger", "triggered");

    /// <summary>Returns why these cannot be the ids of one command; null: they can (pure).</summary>
    public string? Problem(IReadOnlyList<string?> ids, Func<string, bool> may) =>
        ids.Count == 0 ? "No job is selected. Nothing was done."
        : ids.Count > Most
            ? $"{Words.Number(ids.Count)} jobs are selected, and at most {Words.Number(Most)} can be {Done} at once. Nothing was done: choose fewer, or use Failures in the dashboard."
        : ids.Count > 1 && !may(Security.Permission.RetryInBulk) ? "You may do this to one job, not to many at once. Nothing was done."
        : ids.FirstOrDefault(id => id is null || !(IsRecurring ? RecurringId() : JobId()).IsMatch(id)) is { } wrong ? $"“{Short(wrong)}” is not the id of a job. Nothing was done."
        : ids.Contains(null) ? "An id is missing. Nothing was done."
        : null;

    /// <summary>The fields of the command.</summary>
    public object Payload(IEnumerable<string> ids)
    {
        string[] distinct = [.. ids.Distinct(StringComparer.Ordinal)];
        return new { action = Name, jobIds = IsRecurring ? [] : distinct, recurringIds = IsRecurring ? distinct : [] };
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    [GeneratedRegex("^[0-9]{1,18}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex JobId();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,99}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex RecurringId();
}
