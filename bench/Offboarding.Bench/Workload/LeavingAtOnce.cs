using System.Diagnostics;

namespace Offboarding.Bench.Workload;

/// <summary>People of one workspace leave at once, each by a request of their own.</summary>
internal static class LeavingAtOnce
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>Seconds from the first publish to the completion of the last.</returns>
    public static async Task<double> SecondsAsync(
        Uri broker, HrSystem hr, BenchWorkspace workspace, Guid[] leavers, int recipients, CancellationToken cancellationToken)
    {
        await using Completions completions = await Completions.SubscribeAsync(broker, leavers.Length, cancellationToken);
        long begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(leavers.Select(l => hr.PublishAsync(workspace.Leave(l, recipients), cancellationToken).AsTask()));
        await completions.AllAsync(Patience, cancellationToken);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
