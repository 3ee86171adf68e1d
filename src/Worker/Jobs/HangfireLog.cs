using System.Collections.Concurrent;
using Hangfire.AspNetCore;
using Hangfire.Logging;
using LogLevel = Hangfire.Logging.LogLevel;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Hangfire's log is one for the process; a host that ends must not leave its own behind for another one. While the database is away or read-only, each of
/// Hangfire's threads complains each time it looks: the same line is written once in ten minutes.
/// </summary>
internal sealed class HangfireLog(ILoggerFactory loggers, TimeProvider time)
{
    private const int MostRemembered = 1000;
    private static readonly TimeSpan SaidAgainAfter = TimeSpan.FromMinutes(10);
    private static readonly Lock Gate = new();
    private static HangfireLog? current;

    public void Use()
    {
        lock (Gate)
        {
            current = this;
            LogProvider.SetCurrentLogProvider(new SaidOnce(new AspNetCoreLogProvider(loggers), time));
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

    private sealed class SaidOnce(ILogProvider inner, TimeProvider time) : ILogProvider
    {
        private readonly ConcurrentDictionary<(string Category, string Line, Type? Error), long> _said = new();

        public ILog GetLogger(string name) => new Log(name, inner.GetLogger(name), this);

        /// <returns>Whether it is to be written.</returns>
        private bool IsNews(string category, string line, Type? error)
        {
            if (_said.Count > MostRemembered)
            {
                _said.Clear();
            }

            long now = time.GetTimestamp();
            bool news = true;
            _said.AddOrUpdate(
                (category, line, error),
                now,
                (_, before) => (news = time.GetElapsedTime(before, now) >= SaidAgainAfter) ? now : before);
            return news;
        }

        private sealed class Log(string category, ILog inner, SaidOnce said) : ILog
        {
            bool ILog.Log(LogLevel logLevel, Func<string>? messageFunc, Exception? exception)
            {
                // Without a message Hangfire asks whether the level is on.
                if (logLevel < LogLevel.Warn || messageFunc is null || !inner.Log(logLevel, null, null))
                {
                    return inner.Log(logLevel, messageFunc, exception);
                }

                string line = messageFunc();
                return !said.IsNews(category, line, exception?.GetType()) || inner.Log(logLevel, () => line, exception);
            }
        }
    }
}
