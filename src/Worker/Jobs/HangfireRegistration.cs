using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Offboarding.Hosting;
using Offboarding.Jobs;
using Offboarding.Worker.Infrastructure;

namespace Offboarding.Worker.Jobs;

/// <summary>What waits or needs a person, every date and maintenance, as jobs (docs/adr/0026).</summary>
internal static class HangfireRegistration
{
    public static IHostApplicationBuilder AddHangfire(this IHostApplicationBuilder builder)
    {
        // Hangfire has one setting for the process.
        GlobalConfiguration.Configuration.UseTypeSerializer(JobTypes.NameOf).UseTypeResolver(JobTypes.Resolve);
        IServiceCollection services = builder.Services;
        builder.AddSettings<HangfireOptions>(HangfireOptions.Section);
        builder.AddSettings<MaintenanceOptions>(MaintenanceOptions.Section);
        services.AddSingleton<HangfireLog>();
        services.AddSingleton<PostgreSqlStorage>(HangfireStorage.Open);
        services.AddSingleton<JobQueueSignal>();
        services.AddSingleton(new JobFilterCollection { new JobOutcomes(), new StatisticsHistoryAttribute() });
        services.AddSingleton<JobSignal>();
        services.AddSingleton<JobWriter>();
        services.AddHostedService<JobProjector>();
        services.AddHostedService<HangfireServers>();
        services.AddSingleton<RecurringJobs>();
        services.AddHostedService(provider => provider.GetRequiredService<RecurringJobs>());
        return builder;
    }
}
