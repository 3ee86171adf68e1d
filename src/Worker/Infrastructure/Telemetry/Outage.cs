namespace Offboarding.Worker.Infrastructure.Telemetry;

/// <summary>
/// Something that fails each time it is tried while a server is away, and is said once: the first failure as loudly as it deserves, those that follow for who looks
/// closely, and once when it is over.
/// </summary>
/// <param name="first">How loudly.</param>
internal sealed class Outage(LogLevel first = LogLevel.Warning)
{
    private int _lasts;

    /// <summary>It failed.</summary>
    /// <returns>The level to say so at.</returns>
    public LogLevel Failed() => Interlocked.Exchange(ref _lasts, 1) == 0 ? first : LogLevel.Debug;

    /// <summary>It works.</summary>
    /// <returns>Whether it had failed before.</returns>
    public bool IsOver() => Interlocked.Exchange(ref _lasts, 0) == 1;
}
