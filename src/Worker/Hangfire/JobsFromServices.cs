using Hangfire;

namespace Offboarding.Worker.Hangfire;

/// <summary>Jobs are services like everything else; they hold nothing of their own.</summary>
internal sealed class JobsFromServices(IServiceProvider services) : JobActivator
{
    public override object ActivateJob(Type jobType) => services.GetRequiredService(jobType);
}
