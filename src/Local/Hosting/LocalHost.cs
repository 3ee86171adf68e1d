using MassTransit;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard;
using Offboarding.Dashboard.Security;
using Offboarding.Hosting;
using Offboarding.Local.Folder;
using Offboarding.Local.Postgres;
using Offboarding.Local.Terminal;
using Offboarding.Worker;

namespace Offboarding.Local.Hosting;

/// <summary>Worker and dashboard in this process, configured as they would be anywhere: by configuration keys.</summary>
internal sealed class LocalHost(WebApplication application, Uri address) : IAsyncDisposable
{
    /// <summary>Fewer than a worker has otherwise: the second act waits until they are used up.</summary>
    public const int DemoAttempts = 3;

    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(15);

    /// <summary>Shows a link that signs in to the dashboard. The one shown at the start may have been used by now.</summary>
    public void ShowSignInLink()
    {
        IServiceProvider services = application.Services;
        TimeSpan lifetime = services.GetRequiredService<IOptions<DashboardOptions>>().Value.SignIn.LinkLifetime;
        services.GetRequiredService<ISignInLinkOutput>().Show(services.GetRequiredService<OneTimeSignIn>().CreateLink(address), lifetime);
    }

    /// <summary>Where a page of the dashboard is.</summary>
    public Uri UrlOf(string path) => new(address, path);

    public static async Task<LocalHost> StartAsync(
        LocalDatabase database, DataFolder folder, Uri? broker, int port, FileLoggerProvider log, LocalTerminal terminal,
        CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Local" });
        builder.Configuration.AddInMemoryCollection(Settings(database, folder, broker, address));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(log).AddProvider(new TerminalLoggerProvider(terminal));
        // The keys lie unencrypted in a folder that only this user can open, next to the passwords.
        builder.Logging.AddFilter<TerminalLoggerProvider>("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = ShutdownTime);
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.AddSingleton<ISignInLinkOutput>(new TerminalSignInLink(terminal));
        builder.AddOffboardingWorker();
        builder.AddOffboardingDashboard();

        WebApplication application = builder.Build();
        var host = new LocalHost(application, address);
        try
        {
            application.Services.CheckSettings();
            application.MapOffboardingDashboard();
            await application.StartAsync(cancellationToken);
            return host;
        }
        catch (Exception e)
        {
            await host.DisposeAsync();
            if (e is IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
                throw new LocalProblem($"port {port} is taken; choose another with --port.", e);
            throw;
        }
    }

    /// <summary>Publishes as any other program on the bus would.</summary>
    public Task PublishAsync<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class => application.Services.GetRequiredService<IBus>().Publish(message, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(CancellationToken.None);
        await application.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(LocalDatabase database, DataFolder folder, Uri? broker, Uri address)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Offboarding"] = database.Worker,
            ["ConnectionStrings:Dashboard"] = database.Dashboard,
            ["Dashboard:KeysFolder"] = folder.Keys(),
            ["Messaging:Transport"] = "InMemory",
            // Local's "send" stands for everybody; nobody else can reach this process.
            ["Approvals:OverTheBroker"] = "true",
            // A bus in this process forgets its messages with it: the next start looks soon at what stands still.
            ["Steps:StalledAfter"] = "00:00:03",
            ["Steps:MaxAttempts"] = $"{DemoAttempts}",
            ["Steps:TriesInPlace"] = "1",
            ["Steps:TriesWhileHeld"] = "1",
            ["Steps:FirstRetryAfter"] = "00:00:02",
            ["Steps:LongestRetryAfter"] = "00:00:04",
            // The file hears everything; the terminal's provider lets only warnings through.
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Information",
            ["Logging:LogLevel:MassTransit"] = "Information",
            ["Urls"] = address.AbsoluteUri,
        };
        if (broker is not null)
        {
            settings["Messaging:Transport"] = "RabbitMq";
            settings["Messaging:RabbitMq"] = broker.AbsoluteUri;
        }
        return settings;
    }
}

/// <summary>Leaves Ctrl-C to <see cref="StopSignals"/>: the host stops when the run says so, before PostgreSQL and after its last word.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Shows the dashboard's one-time links where the person sits who started it, unbroken so that they can be copied.</summary>
internal sealed class TerminalSignInLink(LocalTerminal terminal) : ISignInLinkOutput
{
    public string Place => "terminal";

    public void Show(Uri link, TimeSpan lifetime) =>
        terminal.SayUnbroken($"Dashboard: {link}  (signs in once, within {lifetime.TotalMinutes:0} minutes; the sign-in page writes another one here)");
}
