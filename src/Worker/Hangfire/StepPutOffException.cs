using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Hangfire;

/// <summary>
/// An attempt failed and the next one has its time: the job goes to Hangfire's list of retries. The error's text, which may name
/// people, stays in our own tables, where the dashboard hides it from those who may not see it.
/// </summary>
internal sealed class StepPutOffException(StepSetback setback, TimeSpan wait)
    : Exception($"attempt {setback.Attempt} of {setback.AttemptLimit} failed ({setback.Error.GetType().Name}); the case's page says why")
{
    /// <summary>As written in the step's row.</summary>
    public TimeSpan Wait => wait;
}
