using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Offboarding.Faults.Tests.Wire;

/// <summary>What becomes of a frame.</summary>
public enum Verdict
{
    Forward,

    /// <summary>Nobody gets it; the connection stays.</summary>
    Swallow,

    /// <summary>Nobody gets it, and both ends are closed.</summary>
    Cut,
}

/// <summary>One message of a protocol on its way.</summary>
/// <param name="Link">The connection.</param>
/// <param name="FromWorker">False: from the server.</param>
/// <param name="Bytes">The whole message; the first ones of a connection have no type.</param>
/// <param name="IsFirst">The first that this side of the connection sent.</param>
public readonly record struct Frame(Link Link, bool FromWorker, ReadOnlyMemory<byte> Bytes, bool IsFirst);

/// <summary>One connection through the proxy.</summary>
public sealed class Link(TcpClient worker, TcpClient server) : IDisposable
{
    /// <summary>What the rule remembers of this connection.</summary>
    public object? Notes { get; set; }

    internal NetworkStream Worker { get; } = worker.GetStream();

    internal NetworkStream Server { get; } = server.GetStream();

    public void Dispose()
    {
        worker.Dispose();
        server.Dispose();
    }
}

/// <summary>
/// Stands between one worker and one server, and looks at every message before it passes it on. What happens between two messages cannot
/// be told apart from outside, so stopping here is stopping anywhere (docs/adr/0034).
/// </summary>
public sealed class Proxy : IAsyncDisposable
{
    /// <summary>Length of the frame at the start of the bytes; 0: more bytes are needed to say.</summary>
    public delegate int Framing(ReadOnlySpan<byte> bytes, bool fromWorker, bool isFirst);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, bool> _links = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly (string Host, int Port) _server;
    private readonly Framing _framing;
    private volatile TaskCompletionSource? _frozen;

    public Proxy(string host, int port, Framing framing)
    {
        (_server, _framing) = ((host, port), framing);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Asked for each frame; null: everything passes.</summary>
    public Func<Frame, ValueTask<Verdict>>? Rule { get; set; }

    /// <summary>Waits this long before each piece is passed on.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Connections that are open on both sides.</summary>
    public IReadOnlyCollection<Link> Links => [.. _links.Keys];

    /// <summary>Closes every connection; new ones are let through.</summary>
    public void Cut()
    {
        foreach (Link link in _links.Keys)
        {
            Drop(link);
        }
    }

    /// <summary>A partition: nothing passes any more, and nobody is told.</summary>
    public void Freeze() => _frozen ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw()
    {
        TaskCompletionSource? frozen = _frozen;
        _frozen = null;
        frozen?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Thaw();
        _listener.Dispose();
        Cut();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient worker = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ConnectAsync(worker);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ConnectAsync(TcpClient worker)
    {
        var server = new TcpClient { NoDelay = true };
        worker.NoDelay = true;
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            worker.Dispose();
            server.Dispose();
            return;
        }

        var link = new Link(worker, server);
        _links[link] = true;
        await Task.WhenAll(PumpAsync(link, true), PumpAsync(link, false));
    }

    private async Task PumpAsync(Link link, bool fromWorker)
    {
        (NetworkStream from, NetworkStream to) = fromWorker ? (link.Worker, link.Server) : (link.Server, link.Worker);
        byte[] buffer = new byte[64 * 1024];
        int filled = 0;
        bool first = true;
        try
        {
            while (true)
            {
                int read = await from.ReadAsync(buffer.AsMemory(filled), _stop.Token);
                if (read == 0)
                {
                    return;
                }

                filled += read;
                int taken = 0;
                using var passing = new MemoryStream(filled);
                while (_framing(buffer.AsSpan(taken, filled - taken), fromWorker, first) is > 0 and int length && taken + length <= filled)
                {
                    ReadOnlyMemory<byte> bytes = buffer.AsMemory(taken, length);
                    switch (Rule is { } rule ? await rule(new Frame(link, fromWorker, bytes, first)) : Verdict.Forward)
                    {
                        case Verdict.Forward:
                            passing.Write(bytes.Span);
                            break;
                        case Verdict.Cut:
                            return;
                    }

                    taken += length;
                    first = false;
                }

                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, _stop.Token);
                }

                if (_frozen is { } frozen)
                {
                    await frozen.Task;
                }

                await to.WriteAsync(passing.GetBuffer().AsMemory(0, (int)passing.Length), _stop.Token);
                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                filled -= taken;
                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side has gone; so does the other.
        }
        finally
        {
            Drop(link);
        }
    }

    private void Drop(Link link)
    {
        if (_links.TryRemove(link, out _))
        {
            link.Dispose();
        }
    }
}
