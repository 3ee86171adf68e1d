using Microsoft.Extensions.DependencyInjection;
using Offboarding.Dashboard.Live;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>
/// One dashboard for all tests of a class that need no settings of their own: starting one, its database and its connections costs more than most tests. Each test
/// finds the tables as after the start, nobody who watches, and no action of the last half minute. A class whose tests change settings or the schema, or look at
/// what a process does once, takes a <see cref="RunningDashboard"/> for each test instead.
/// </summary>
public sealed class SharedDashboard(TestServers servers) : IAsyncLifetime
{
    private RunningDashboard? _dashboard;
    private DatabaseContent? _atStart;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The dashboard as after its start.</summary>
    /// <param name="seed">As for <see cref="RunningDashboard.StartAsync"/>.</param>
    public async Task<RunningDashboard> SetAsync(string? seed = null)
    {
        if (_dashboard is null)
        {
            _dashboard = (await RunningDashboard.StartAsync(servers)).Kept();
            _atStart = await DatabaseContent.OfAsync(_dashboard.Database, hasWorker: false);
        }
        else
        {
            LiveFeed feed = _dashboard.Services.GetRequiredService<LiveFeed>();
            await Eventually.TrueAsync(() => feed.Viewers == 0, "the pages of the last test to be closed");
            await _dashboard.ForgetActsAsync();
            await _atStart!.RestoreAsync();
        }

        await _dashboard.Database.SeedAsync(seed);
        return _dashboard;
    }

    public async ValueTask DisposeAsync()
    {
        if (_dashboard is not null)
        {
            await _dashboard.EndAsync();
        }
    }
}
