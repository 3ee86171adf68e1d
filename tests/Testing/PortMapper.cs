using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Offboarding.Testing;

/// <summary>
/// Erlang's port mapper (epmd) of one node of a cluster. It answers the node's question where another one listens with a port of our choice, so that a test
/// can stand between the two.
/// </summary>
internal sealed class PortMapper : IDisposable
{
    private const byte Names = 110;
    private const byte Registered = 118;
    private const byte Found = 119;
    private const byte Register = 120;
    private const byte Find = 122;

    /// <summary>Of a registration and of an answer, behind the kind of message: port, what the node understands, and its name.</summary>
    private const int NameAt = 10;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, byte[]> _nodes = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, byte[]?> _elsewhere;
    private int _registrations = Environment.ProcessId;

    /// <summary>Listens.</summary>
    /// <param name="elsewhere">What is said of a node that has not registered here; null: there is no such node.</param>
    public PortMapper(Func<string, byte[]?> elsewhere)
    {
        _elsewhere = elsewhere;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What a node said of itself; null: it is not running.</summary>
    public byte[]? Of(string node) => _nodes.GetValueOrDefault(node);

    /// <summary>The same with another port.</summary>
    public static byte[] Through(byte[] node, Func<int, int> port)
    {
        byte[] changed = [.. node];
        BinaryPrimitives.WriteUInt16BigEndian(changed, (ushort)port(BinaryPrimitives.ReadUInt16BigEndian(node)));
        return changed;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken stop = _stop.Token;
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(stop), stop);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task AnswerAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                byte[] length = new byte[2];
                await stream.ReadExactlyAsync(length, stop);
                byte[] request = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(request, stop);
                switch (request[0])
                {
                    case Register:
                        await KeepAsync(stream, request[1..], stop);
                        break;
                    case Find:
                        string wanted = Encoding.UTF8.GetString(request.AsSpan(1));
                        byte[] answer = (Of(wanted) ?? _elsewhere(wanted)) is { } node ? [Found, 0, .. node] : [Found, 1];
                        await stream.WriteAsync(answer, stop);
                        break;
                    case Names:
                        byte[] port = new byte[4];
                        BinaryPrimitives.WriteInt32BigEndian(port, Port);
                        string names = string.Concat(_nodes.Select(n => $"name {n.Key} at port {BinaryPrimitives.ReadUInt16BigEndian(n.Value)}\n"));
                        await stream.WriteAsync((byte[])[.. port, .. Encoding.UTF8.GetBytes(names)], stop);
                        break;
                }
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The node has gone, or we go.
            }
        }
    }

    /// <summary>A node is registered for as long as it keeps the connection.</summary>
    private async Task KeepAsync(NetworkStream stream, byte[] node, CancellationToken stop)
    {
        string name = Encoding.UTF8.GetString(node, NameAt, BinaryPrimitives.ReadUInt16BigEndian(node.AsSpan(NameAt - 2)));
        _nodes[name] = node;
        try
        {
            byte[] creation = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(creation, Interlocked.Increment(ref _registrations));
            await stream.WriteAsync((byte[])[Registered, 0, .. creation], stop);
            while (await stream.ReadAsync(creation, stop) > 0)
            {
            }
        }
        finally
        {
            // One that was killed and started again may have registered before we saw its end.
            _nodes.TryRemove(new KeyValuePair<string, byte[]>(name, node));
        }
    }
}
