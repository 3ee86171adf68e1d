namespace Offboarding.Worker.Telemetry;

/// <summary>
/// Something that fails each time it is tried while a server is away, and is said once: the first failure as loudly as it deserves, those that follow for who looks
/// closely, and once when it is over. Not safe for threads.
/// </summary>
/// <param name="first">How loudly.</param>
internal sealed class Outage(LogLevel first = LogLevel.Warning)
{
    private bool _lasts;

    /// <summary>It failed.</summary>
    /// <returns>The level to say so at.</returns>
    public LogLevel Failed()
    {
        LogLevel level = _lasts ? LogLevel.Debug : first;
        _lasts = true;
        return level;
    }

    /// <summary>It works.</summary>
    /// <returns>Whether it had failed before.</returns>
    public bool IsOver()
    {
        bool lasted = _lasts;
        _lasts = false;
        return lasted;
    }
}
