using Offboarding.Worker.Configuration;
#if HANGFIRE
using Offboarding.Worker.Hangfire;
#endif

namespace Offboarding.Worker.Steps;

/// <summary>Chooses the engine behind <see cref="IStepDispatcher"/>; the only place of the worker that knows there are two.</summary>
internal static class StepEngineRegistration
{
    /// <exception cref="ConfigurationException">The engine is not part of this build.</exception>
    public static IHostApplicationBuilder AddStepEngine(this IHostApplicationBuilder builder, StepsOptions options)
    {
        if (options.Engine == StepEngine.Broker)
        {
            builder.Services.AddSingleton<IStepDispatcher, BrokerStepDispatcher>();
            return builder;
        }

#if HANGFIRE
        return builder.AddHangfireEngine();
#else
        throw new ConfigurationException(
            $"{StepsOptions.Section}:{nameof(options.Engine)}",
            "is Hangfire, which this build does not contain; build with -p:WithHangfire=true (docs/hangfire.md), or set it to Broker");
#endif
    }
}
