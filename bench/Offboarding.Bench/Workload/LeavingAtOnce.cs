using System.Diagnostics;
using Offboarding.Contracts;

namespace Offboarding.Bench.Workload;

/// <summary>People leave at once, each by a request of their own.</summary>
internal static class LeavingAtOnce
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>Seconds from the first publish to the completion of the last.</returns>
    public static Task<double> SecondsAsync(
        Uri broker, HrSystem hr, BenchWorkspace workspace, Guid[] leavers, int recipients, CancellationToken cancellationToken) =>
        SecondsAsync(broker, hr, [.. leavers.Select(leaver => workspace.Leave(leaver, recipients))], cancellationToken);

    /// <returns>Seconds from the first publish to the completion of the last.</returns>
    public static async Task<double> SecondsAsync(Uri broker, HrSystem hr, DeactivateUserRequested[] requests, CancellationToken cancellationToken)
    {
        await using Completions completions = await Completions.SubscribeAsync(broker, requests.Length, cancellationToken);
        long begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(requests.Select(request => hr.PublishAsync(request, cancellationToken).AsTask()));
        await completions.AllAsync(Patience, cancellationToken);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
