using Offboarding.Hosting;

namespace Offboarding.Worker.Operators;

/// <summary>Section <c>Operations</c>.</summary>
public sealed class OperationsOptions
{
    public const string Section = "Operations";

    /// <summary>How often the next commands of each operation are sent, and what became of the earlier ones is looked up.</summary>
    [Within("00:00:00.050", "00:01:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Commands of one operation that are sent at once: what a stop comes too late for.</summary>
    [Within("1", "10000")]
    public int BatchSize { get; set; } = 100;
}
