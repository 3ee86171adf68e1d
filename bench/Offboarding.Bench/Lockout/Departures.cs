using System.Diagnostics;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Bench.Lockout;

/// <summary>Sends one request after the other at even distances, without waiting for what becomes of them.</summary>
internal sealed class Departures(HrSystem hr, BenchWorkspace workspace, double perSecond)
{
    private const int Recipients = 5;

    /// <summary>Sends requests until there is nobody left or it is told to stop.</summary>
    public async Task<IReadOnlyList<Departure>> SendAsync(IEnumerable<Guid> leavers, CancellationToken stop)
    {
        var sent = new List<Departure>();
        var confirms = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        foreach (Guid leaver in leavers)
        {
            DeactivateUserRequested request = workspace.Leave(leaver, Recipients);
            sent.Add(new Departure(EventIds.Case(workspace.Id, request.RequestId), Stopwatch.GetTimestamp(), DateTime.UtcNow));
            confirms.Add(hr.PublishAsync(request, CancellationToken.None).AsTask());
            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(confirms);
        return sent;
    }
}

/// <summary>One request on its way.</summary>
/// <param name="CaseId">The case it opens.</param>
/// <param name="PublishedAt">By <see cref="Stopwatch.GetTimestamp"/>, before the broker saw it.</param>
/// <param name="At">UTC, the same instant.</param>
internal sealed record Departure(Guid CaseId, long PublishedAt, DateTime At);
