using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Offboarding.Integration.Tests.Harness.LogLines))]

namespace Offboarding.Integration.Tests.Harness;

/// <summary>
/// Reads every line that any worker of this suite logs at the levels of the product, for names and e-mail addresses of the people that the tests make up. A line with one
/// fails the run when it ends.
/// </summary>
public sealed partial class LogLines : IAsyncDisposable
{
    private const int MostShown = 20;
    private const int Around = 200;

    private static readonly ConcurrentQueue<string> Personal = new();
    private static long _read;

    /// <summary>How many lines were read so far.</summary>
    public static long Read => Interlocked.Read(ref _read);

    /// <summary>Looks at one line, or at an exception of many.</summary>
    /// <param name="line">As it is written, with what belongs to an exception.</param>
    /// <param name="test">Which test the worker belongs to.</param>
    public static void Look(string line, string? test)
    {
        Interlocked.Increment(ref _read);
        if (First(line) is { } found)
        {
            int start = Math.Max(found.Index - Around, 0);
            string shown = line[start..Math.Min(found.Index + found.Length + Around, line.Length)].ReplaceLineEndings(" ");
            Personal.Enqueue($"{test}: {line[..Math.Min(line.Length, Around)].ReplaceLineEndings(" ")} ... {shown}");
        }
    }

    /// <summary>Whether a line has an e-mail address in it, or a name that the tests give to people.</summary>
    public static bool IsPersonal(string line) => First(line) is not null;

    public ValueTask DisposeAsync()
    {
        string[] found = [.. Personal];
        return found.Length == 0
            ? ValueTask.CompletedTask
            : throw new InvalidOperationException(
                $"{found.Length} of {Read} lines that workers logged name a person:\n{string.Join('\n', found.Take(MostShown))}");
    }

    private static Match? First(string line) => EmailAddress().Match(line) is { Success: true } address ? address : Name().Match(line) is { Success: true } name ? name : null;

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)*\.\p{L}{2,}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EmailAddress();

    /// <summary>Family names: the one of <c>workspace.sql</c>, and those of single tests.</summary>
    [GeneratedRegex("Ypsilon|Beispiel|Newcomer|Quux|Married Name|Zora Gr|Client AG", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Name();

    /// <summary>Hands over what a worker in this process logs, of its libraries too.</summary>
    internal sealed class Provider : ILoggerProvider
    {
        private readonly string? _test = TestContext.Current.Test?.TestDisplayName;

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _test);

        public void Dispose()
        {
            // Nothing to close.
        }

        private sealed class Logger(string category, string? test) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                Look($"{logLevel} {category}: {formatter(state, exception)} {exception}", test);
        }
    }
}
