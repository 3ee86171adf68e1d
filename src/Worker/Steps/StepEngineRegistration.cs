using Offboarding.Worker.Hangfire;

namespace Offboarding.Worker.Steps;

/// <summary>Chooses the engine behind <see cref="IStepDispatcher"/>; the only place of the worker that knows there are two.</summary>
internal static class StepEngineRegistration
{
    public static IHostApplicationBuilder AddStepEngine(this IHostApplicationBuilder builder, StepsOptions options)
    {
        if (options.Engine == StepEngine.Broker)
        {
            builder.Services.AddSingleton<IStepDispatcher, BrokerStepDispatcher>();
            return builder;
        }

        return builder.AddHangfireEngine();
    }
}
