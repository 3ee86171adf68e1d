using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Offboarding.Worker;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>A worker in this process, with the bus in it too.</summary>
public static class WorkerInProcess
{
    public static async Task<IHost> StartAsync(TestDatabase database, params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Offboarding"] = database.Worker,
            ["Messaging:Transport"] = "InMemory",
        });
        foreach ((string key, string value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Logging.ClearProviders();
        builder.AddOffboardingWorker();
        IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        HangfireLog.Silence();
        return host;
    }
}

/// <summary>Hangfire has one log for the process: that of the host that was built last, which another class may just have ended.</summary>
internal static class HangfireLog
{
    /// <summary>From now on it has none. The hosts of these tests log nothing anyway.</summary>
    public static void Silence() => global::Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
}
