using Microsoft.Extensions.Logging;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>What the worker logs is shown with the test that failed.</summary>
internal sealed class TestLog : ILoggerProvider
{
    private const int Most = 200;

    private volatile ITestOutputHelper? _output = TestContext.Current.TestOutputHelper;
    private int _lines;

    /// <summary>What the worker logs from now on belongs to the test that calls this.</summary>
    public void Follow()
    {
        _output = TestContext.Current.TestOutputHelper;
        Volatile.Write(ref _lines, 0);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName[(categoryName.LastIndexOf('.') + 1)..], Write);

    public void Dispose()
    {
    }

    private void Write(string line)
    {
        if (Interlocked.Increment(ref _lines) > Most)
        {
            return;
        }

        try
        {
            _output?.WriteLine(line);
        }
        catch (InvalidOperationException)
        {
            // The test is over already.
        }
    }

    private sealed class Logger(string category, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            write($"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel} {category}: {formatter(state, exception)} {exception?.GetType().Name} {exception?.Message}");
    }
}
