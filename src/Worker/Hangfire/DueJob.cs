using Offboarding.Jobs;
using Offboarding.Worker.Requests.Returns;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Hangfire;

/// <summary>Has whatever is due looked at now: cases that begin, retries, returns.</summary>
internal sealed class DueJob(StepSweep steps, ReturnSweep returns) : IDueJob
{
    public Task LookAsync(string what, Guid subject, CancellationToken cancellationToken) => LookForAllAsync(cancellationToken);

    public async Task LookForAllAsync(CancellationToken cancellationToken)
    {
        await steps.SweepAsync(cancellationToken);
        await returns.LookAsync(cancellationToken);
    }
}
