namespace Offboarding.Worker.Steps;

/// <summary>What carries steps to a worker (docs/hangfire.md).</summary>
public enum StepEngine
{
    /// <summary>The broker that carries the messages as well.</summary>
    Broker,

    /// <summary>Hangfire's jobs in the same database; only in a build with <c>-p:WithHangfire=true</c>.</summary>
    Hangfire,
}
