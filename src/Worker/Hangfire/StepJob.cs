using Offboarding.Jobs;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Hangfire;

/// <summary>A slice as Hangfire runs it. What went wrong is in the step's row already; Hangfire is told by an exception.</summary>
internal sealed class StepJob(StepRunner runner, StepRevival revival) : IStepJob
{
    public async Task RunAsync(Guid offboardingId, string step, long slice, CancellationToken cancellationToken)
    {
        var run = new RunStep(offboardingId, step, slice);
        await revival.ReviveAsync(run, cancellationToken);
        if (await runner.RunAsync(run, cancellationToken) is { } setback)
        {
            throw setback.RetryAfter is { } wait ? new StepPutOffException(setback, wait) : new StepGaveUpException(setback);
        }
    }
}
