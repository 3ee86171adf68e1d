using System.Diagnostics;

namespace Offboarding.Bench.Measuring;

/// <summary>Watches the resident memory of another process.</summary>
internal sealed class MemorySampler : IAsyncDisposable
{
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<double> _samples = [];
    private readonly Task _sampling;

    public MemorySampler(int processId) => _sampling = Task.Run(() => SampleAsync(processId));

    /// <summary>Resident megabytes (2^20 bytes), one each 200 ms.</summary>
    public async Task<IReadOnlyList<double>> StopAsync()
    {
        await _stop.CancelAsync();
        await _sampling;
        return _samples;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task SampleAsync(int processId)
    {
        using Process process = Process.GetProcessById(processId);
        while (!_stop.IsCancellationRequested)
        {
            process.Refresh();
            _samples.Add(process.WorkingSet64 / 1048576.0);
            await Task.Delay(Pace, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
