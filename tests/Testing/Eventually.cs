using System.Diagnostics;

namespace Offboarding.Testing;

/// <summary>Waits for a condition instead of for seconds.</summary>
public static class Eventually
{
    /// <summary>Long enough for a loaded machine with two cores; a test that passes never waits that long.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits until the condition is true.</summary>
    /// <param name="condition">Asked about 20 times a second.</param>
    /// <param name="expectation">Completes "Waited 30 s for ...".</param>
    /// <param name="timeout">Default: <see cref="Patience"/>.</param>
    /// <param name="cancellationToken">Of the test.</param>
    public static Task TrueAsync(
        Func<Task<bool>> condition, string expectation, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ValueAsync(condition, isTrue => isTrue, expectation, timeout, cancellationToken);

    /// <summary>Waits until the condition is true.</summary>
    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?, CancellationToken)"/>
    public static Task TrueAsync(
        Func<bool> condition, string expectation, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        TrueAsync(() => Task.FromResult(condition()), expectation, timeout, cancellationToken);

    /// <summary>Waits until the value is as expected and returns it; the failure names the last value seen.</summary>
    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?, CancellationToken)"/>
    public static async Task<T> ValueAsync<T>(
        Func<Task<T>> read, Func<T, bool> accept, string expectation, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        TimeSpan patience = timeout ?? Patience;
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            T value = await read();
            if (accept(value))
            {
                return value;
            }

            if (Stopwatch.GetElapsedTime(begin) > patience)
            {
                throw new TimeoutException($"Waited {patience.TotalSeconds:0.#} s for {expectation}; last seen: {value}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    internal static async Task AnswersAsync(
        Func<CancellationToken, Task> attempt, Func<Exception, bool> notYet, string expectation, CancellationToken cancellationToken)
    {
        Exception? last = null;
        try
        {
            await TrueAsync(AnsweredAsync, expectation, TimeSpan.FromSeconds(60), cancellationToken);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException($"{timeout.Message} {last?.Message}", last);
        }

        async Task<bool> AnsweredAsync()
        {
            try
            {
                await attempt(cancellationToken);
                return true;
            }
            catch (Exception failure) when (notYet(failure))
            {
                last = failure;
                return false;
            }
        }
    }
}
