using Offboarding.Hosting;

namespace Offboarding.Worker.Monitoring;

/// <summary>Section <c>Monitors</c>.</summary>
public sealed class MonitorsOptions
{
    public const string Section = "Monitors";

    /// <summary>How often each worker writes down how many messages wait in each queue, for the dashboard.</summary>
    [Within("00:00:00.050", "1.00:00:00")]
    public TimeSpan QueueDepthsEvery { get; set; } = TimeSpan.FromSeconds(5);
}
