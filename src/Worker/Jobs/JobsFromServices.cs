using Hangfire;

namespace Offboarding.Worker.Jobs;

/// <summary>Jobs are made from services, for one run each, and know their own id.</summary>
internal sealed class JobsFromServices(IServiceProvider services) : JobActivator
{
    private static readonly Dictionary<Type, Type> Jobs = new()
    {
        [typeof(Offboarding.Jobs.IStepAttemptJob)] = typeof(StepAttemptJob),
        [typeof(Offboarding.Jobs.IDateJob)] = typeof(DateJob),
        [typeof(Offboarding.Jobs.IMaintenanceJob)] = typeof(MaintenanceJob),
    };

    public override JobActivatorScope BeginScope(JobActivatorContext context) => new Scope(services, context.BackgroundJob.Id);

    private sealed class Scope(IServiceProvider services, string jobId) : JobActivatorScope
    {
        public override object Resolve(Type type) =>
            type == typeof(Offboarding.Jobs.IStepAttemptJob)
                ? ActivatorUtilities.CreateInstance(services, Jobs[type], jobId)
                : ActivatorUtilities.CreateInstance(services, Jobs[type]);
    }
}
