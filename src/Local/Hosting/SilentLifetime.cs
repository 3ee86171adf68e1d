namespace Offboarding.Local.Hosting;

/// <summary>Leaves Ctrl-C to <see cref="StopSignals"/>: the host stops when the run says so, before PostgreSQL and after its last word.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
