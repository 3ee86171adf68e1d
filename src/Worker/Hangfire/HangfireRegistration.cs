using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;
using Offboarding.Jobs;
using Offboarding.Worker.Configuration;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Hangfire;

/// <summary>Everything behind <c>Steps:Engine = Hangfire</c> (docs/adr/0022).</summary>
internal static class HangfireRegistration
{
    public static IHostApplicationBuilder AddHangfireEngine(this IHostApplicationBuilder builder)
    {
        // Hangfire has one setting for the process.
        GlobalConfiguration.Configuration.UseTypeSerializer(JobTypes.NameOf).UseTypeResolver(JobTypes.Resolve);
        IServiceCollection services = builder.Services;
        services.AddSingleton(Options.Create(builder.Configuration.Validated<HangfireOptions>(HangfireOptions.Section)));
        services.AddSingleton<HangfireLog>();
        services.AddSingleton<PostgreSqlStorage>(HangfireStorage.Open);
        services.AddSingleton(new JobFilterCollection { new StepRetryFilter(), new StatisticsHistoryAttribute() });
        services.AddSingleton(provider => new BackgroundJobClient(
            provider.GetRequiredService<PostgreSqlStorage>(), provider.GetRequiredService<JobFilterCollection>()));

        services.AddSingleton<IStepDispatcher, HangfireStepDispatcher>();
        services.AddSingleton<StepRevival>();
        services.AddSingleton<IStepJob, StepJob>();
        services.AddSingleton<IDueJob, DueJob>();
        services.AddHostedService<HangfireServers>();
        services.AddHostedService<JobRelay>();
        services.AddHostedService<DueJobMirror>();
        return builder;
    }
}
