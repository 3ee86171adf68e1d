using Offboarding.Contracts;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Failures;

namespace Offboarding.Dashboard.Commands;

/// <summary>Asks the worker to run a failed step again. The worker checks once more; here the operator hears it at once.</summary>
public sealed class RetryStep(CaseReader cases, AskOnce ask)
{
    /// <summary>Sends <see cref="RetryStepRequested"/> if the step has failed, or waits for its next attempt.</summary>
    public async Task<ActOutcome> AskAsync(Guid offboardingId, string step, string actor, string? why, CancellationToken cancellationToken)
    {
        StepNow now = await cases.ReadStepAsync(offboardingId, step, cancellationToken);
        if (now.Step is null)
        {
            return new ActOutcome(false, "This case has no such step. Nothing was done.");
        }

        if (now.Step.Status is not (FailureReader.Failed or FailureReader.Retrying))
        {
            return new ActOutcome(
                false,
                $"This step is not failed any more, it is {Words.Label(now.Step.Status).ToLowerInvariant()}. Nothing was done.",
                now.LastAct?.OperationId,
                now.LastAct?.ActorName ?? now.LastAct?.Actor,
                now.LastAct?.At,
                Words.Did(now.LastAct?.Action));
        }

        return await ask.AskAsync(
            $"{offboardingId}/{step}/{now.Step.Attempts}", actor, MessageNames.Of<RetryStepRequested>(), new { offboardingId, step }, why,
            ($"Requested: retry “{Words.Step(step)}”.", "retried"), cancellationToken);
    }
}
