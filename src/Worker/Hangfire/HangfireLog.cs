using Hangfire.AspNetCore;
using Hangfire.Logging;

namespace Offboarding.Worker.Hangfire;

/// <summary>Hangfire's log is one for the process; a host that ends must not leave its own behind for another one.</summary>
internal sealed class HangfireLog(ILoggerFactory loggers)
{
    private static readonly Lock Gate = new();
    private static HangfireLog? current;

    public void Use()
    {
        lock (Gate)
        {
            current = this;
            LogProvider.SetCurrentLogProvider(new AspNetCoreLogProvider(loggers));
        }
    }

    public void Leave()
    {
        lock (Gate)
        {
            if (current == this)
            {
                current = null;
                LogProvider.SetCurrentLogProvider(null);
            }
        }
    }
}
