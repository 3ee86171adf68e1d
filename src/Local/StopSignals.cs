using System.Runtime.InteropServices;

namespace Offboarding.Local;

/// <summary>
/// Turns Ctrl-C, SIGTERM and a closed terminal into one token, from the first line of the program on: a server started a moment
/// before the signal is stopped as well. The process ends by itself when everything is down; a second Ctrl-C changes nothing.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
            .Select(signal => PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _source.Cancel();
            })),
    ];

    public CancellationToken Stop => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }
}
