using Offboarding.Local.Terminal;
using Spectre.Console;

namespace Offboarding.Local.Hosting;

/// <summary>Warnings and errors, one line each, through the console that draws the bars so that neither breaks the other.</summary>
internal sealed class TerminalLoggerProvider(LocalTerminal terminal) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(terminal, categoryName);

    public void Dispose()
    {
        // Nothing of ours to close: the terminal outlives the host.
    }

    private sealed class Logger(LocalTerminal terminal, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            string text = formatter(state, exception).ReplaceLineEndings(" ");
            string reason = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")})";
            terminal.Console.MarkupLineInterpolated($"[yellow]{logLevel}[/] {category[(category.LastIndexOf('.') + 1)..]}: {text}{reason}");
        }
    }
}
