namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>One dashboard for all pages that are only looked at.</summary>
public sealed class LookedAt(TestServers servers) : IAsyncLifetime
{
    public RunningDashboard Dashboard { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Dashboard = await RunningDashboard.StartAsync(servers, Seeded.DeskDay);

    public async ValueTask DisposeAsync() => await Dashboard.DisposeAsync();
}
