using Hangfire;
using Offboarding.Jobs;

namespace Offboarding.Dashboard.Jobs;

/// <summary>What Hangfire's own dashboard needs, inside ours (docs/hangfire.md).</summary>
internal static class JobPagesRegistration
{
    public static IServiceCollection AddJobPages(this IServiceCollection services)
    {
        services.AddSingleton<JobReader>();
        services.AddSingleton<JobButtonEndpoints.Sender>();
        return services.AddHangfire(static hangfire =>
        {
            hangfire.UseTypeSerializer(JobTypes.NameOf).UseTypeResolver(JobTypes.Resolve);
            JobPagesExtension.Use(hangfire);
        });
    }
}
