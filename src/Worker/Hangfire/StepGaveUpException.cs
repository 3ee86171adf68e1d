using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Hangfire;

/// <summary>
/// A step is out of attempts, or a rule says no: the job goes to Hangfire's failed list, and an operator decides. The error's text
/// stays in our own tables, as with <see cref="StepPutOffException"/>.
/// </summary>
internal sealed class StepGaveUpException(StepSetback setback)
    : Exception($"Given up after attempt {setback.Attempt} ({setback.Error.GetType().Name}); the case's page says why");
