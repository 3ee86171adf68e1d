using System.Globalization;

namespace Offboarding.Local.Hosting;

/// <summary>Everything that is logged, in one file of the data folder; the file before it is kept when it grows past 10 MB.</summary>
internal sealed class FileLoggerProvider : ILoggerProvider
{
    private const long LargestFile = 10_000_000;

    private readonly Lock _gate = new();
    private readonly StreamWriter _writer;

    public FileLoggerProvider(string file)
    {
        if (new FileInfo(file) is { Exists: true, Length: > LargestFile })
            File.Move(file, file + ".1", overwrite: true);
        _writer = new StreamWriter(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        lock (_gate)
            _writer.Dispose();
    }

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff}Z {level} {category}: {message}");
        lock (_gate)
        {
            if (_writer.BaseStream is not { CanWrite: true })
                return; // A background task that speaks after the end.
            _writer.WriteLine(line);
            if (exception is not null)
                _writer.WriteLine(exception);
        }
    }

    private sealed class Logger(FileLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                provider.Write(logLevel, category, formatter(state, exception), exception);
        }
    }
}
