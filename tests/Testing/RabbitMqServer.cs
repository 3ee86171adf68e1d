using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Offboarding.Testing;

/// <summary>
/// A private RabbitMQ node on loopback with the management plugin, gone with the process that started it; or the broker that
/// the variable <c>OFFBOARDING_TEST_RABBITMQ</c> names (<c>amqp://user:password@host:port</c>, management on port 15672 or at
/// <c>OFFBOARDING_TEST_RABBITMQ_MANAGEMENT</c>), which is used and left running.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private readonly HttpClient _management;
    private readonly Uri _address;
    private readonly RabbitMqNode? _node;
    private readonly ServerProcess? _portMapper;
    private ServerProcess? _process;

    private RabbitMqServer(RabbitMqNode node, ServerProcess? portMapper)
        : this(new Uri($"amqp://guest:guest@127.0.0.1:{node.Port}"), new Uri($"http://127.0.0.1:{node.ManagementPort}/"), node, portMapper)
    {
    }

    private RabbitMqServer(Uri address, Uri management, RabbitMqNode? node, ServerProcess? portMapper)
    {
        (_address, _node, _portMapper) = (address, node, portMapper);
        string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo)));
        _management = new HttpClient
        {
            BaseAddress = management,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", credentials) },
        };
    }

    /// <summary>Whether it was started here, so that it may be stopped.</summary>
    public bool IsOurs => _node is not null;

    /// <summary>Of the management HTTP API, for example <c>http://127.0.0.1:15672/</c>; user and password as in <see cref="AddressOf"/>.</summary>
    public Uri Management => _management.BaseAddress!;

    /// <summary>Starts a node and waits until it takes connections; about 5 s.</summary>
    /// <param name="durable">With its data on a disk, as in production: for benchmarks. Tests keep it in memory where there is room.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<RabbitMqServer> StartAsync(bool durable = false, CancellationToken cancellationToken = default)
    {
        if (Environment.GetEnvironmentVariable("OFFBOARDING_TEST_RABBITMQ") is { Length: > 0 } existing)
        {
            var broker = new Uri(existing);
            string? api = Environment.GetEnvironmentVariable("OFFBOARDING_TEST_RABBITMQ_MANAGEMENT");
            return new RabbitMqServer(broker, new Uri(api ?? $"http://{broker.Host}:15672/"), node: null, portMapper: null);
        }

        return await StartOwnAsync(durable, cancellationToken);
    }

    /// <summary>Starts a node also where the variable names a broker: for a test that stops it.</summary>
    /// <exception cref="InvalidOperationException">There is no RabbitMQ on this machine to start.</exception>
    public static async Task<RabbitMqServer> StartOwnAsync(bool durable = false, CancellationToken cancellationToken = default)
    {
        _ = Programs.RabbitMqFolder();
        for (int attempt = 1; ; attempt++)
        {
            RabbitMqNode node = await RabbitMqNode.PrepareAsync(durable, member: null, cancellationToken);
            var server = new RabbitMqServer(node, await node.LaunchPortMapperAsync());
            try
            {
                await server.StartAgainAsync(cancellationToken);
                return server;
            }
            catch (Exception failure)
            {
                await server.DisposeAsync();
                // Somebody else may have taken one of the ports.
                if (failure is not InvalidOperationException || attempt == 3)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Starts one node of a cluster.</summary>
    internal static async Task<RabbitMqServer> StartMemberAsync(RabbitMqMember member, CancellationToken cancellationToken)
    {
        var server = new RabbitMqServer(await RabbitMqNode.PrepareAsync(durable: false, member, cancellationToken), portMapper: null);
        try
        {
            await server.StartAgainAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of a virtual host, as the worker's <c>Messaging:RabbitMq</c> takes it.</summary>
    public Uri AddressOf(string virtualHost) => new(_address, Uri.EscapeDataString(virtualHost));

    /// <summary>Makes a virtual host of its own for one test, with no exchange or queue of another test in it; about 30 ms.</summary>
    public async Task<Uri> CreateVirtualHostAsync(CancellationToken cancellationToken = default)
    {
        string name = $"test-{Guid.NewGuid():n}";
        await CreateVirtualHostAsync(name, cancellationToken);
        return AddressOf(name);
    }

    private async Task CreateVirtualHostAsync(string name, CancellationToken cancellationToken)
    {
        string user = Uri.UnescapeDataString(_address.UserInfo.Split(':')[0]);
        await PutAsync($"api/vhosts/{name}", new { }, cancellationToken);
        await PutAsync($"api/permissions/{name}/{user}", new { configure = ".*", write = ".*", read = ".*" }, cancellationToken);
    }

    /// <summary>Makes a user with rights in one virtual host.</summary>
    /// <returns>The virtual host's address with that user.</returns>
    public async Task<Uri> CreateUserAsync(Uri virtualHost, string configure, string write, string read, CancellationToken cancellationToken = default)
    {
        string name = $"user-{Guid.NewGuid():n}";
        await PutAsync($"api/users/{name}", new { password = name, tags = "" }, cancellationToken);
        await PutAsync($"api/permissions{virtualHost.AbsolutePath}/{name}", new { configure, write, read }, cancellationToken);
        return new UriBuilder(virtualHost) { UserName = name, Password = name }.Uri;
    }

    /// <summary>Keeps a user to some routing keys of a topic exchange.</summary>
    /// <param name="user">As <see cref="CreateUserAsync"/> made it.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="read">Pattern of the keys that the user may bind.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task LimitTopicsAsync(Uri user, string exchange, string read, CancellationToken cancellationToken = default) =>
        PutAsync($"api/topic-permissions{user.AbsolutePath}/{user.UserInfo.Split(':')[0]}", new { exchange, write = "^$", read }, cancellationToken);

    /// <summary>Declares exchanges, queues and bindings as an export of definitions describes them.</summary>
    public async Task ImportDefinitionsAsync(Uri virtualHost, string json, CancellationToken cancellationToken = default)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _management.PostAsync($"api/definitions{virtualHost.AbsolutePath}", body, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the management API says of the queues of a virtual host.</summary>
    public async Task<JsonArray> QueuesAsync(Uri virtualHost, CancellationToken cancellationToken = default) =>
        (await _management.GetFromJsonAsync<JsonArray>($"api/queues{virtualHost.AbsolutePath}", cancellationToken))!;

    /// <summary>The node that leads each queue of a virtual host, of those that have one.</summary>
    public async Task<IReadOnlyList<string>> QueueLeadersAsync(Uri virtualHost, CancellationToken cancellationToken = default)
    {
        // Not a JsonNode: after a leader has changed, 3.10.8 names the field "online" twice.
        JsonElement queues = await _management.GetFromJsonAsync<JsonElement>($"api/queues{virtualHost.AbsolutePath}", cancellationToken);
        return [.. queues.EnumerateArray().Select(queue => queue.TryGetProperty("leader", out JsonElement leader) ? leader.GetString() : null).OfType<string>()];
    }

    /// <summary>How many nodes of its cluster this one sees running, itself among them; 0: it does not say, or knows of a partition that is not over.</summary>
    public async Task<int> RunningNodesAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            JsonArray nodes = (await _management.GetFromJsonAsync<JsonArray>("api/nodes", cancellationToken))!;
            return nodes.Any(node => node!["partitions"]?.AsArray().Count > 0) ? 0 : nodes.Count(node => node!["running"]!.GetValue<bool>());
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    /// <summary>Removes a virtual host; whoever is connected to it is thrown out.</summary>
    public async Task DeleteVirtualHostAsync(Uri virtualHost, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await _management.DeleteAsync($"api/vhosts{virtualHost.AbsolutePath}", cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>What the broker says of its queues that hold messages or that nobody hears, for the message of a test that failed.</summary>
    public async Task<string> DescribeQueuesAsync(Uri virtualHost, CancellationToken cancellationToken = default)
    {
        JsonElement queues = await _management.GetFromJsonAsync<JsonElement>($"api/queues{virtualHost.AbsolutePath}", cancellationToken);
        return string.Join('\n', queues.EnumerateArray()
            .Select(q => (Name: Text(q, "name"), Ready: Text(q, "messages_ready"), Taken: Text(q, "messages_unacknowledged"), Consumers: Text(q, "consumers")))
            .Where(q => q is (not { Ready: "0", Taken: "0" }) or { Consumers: "0" })
            .Select(q => $"{q.Name}: {q.Ready} ready, {q.Taken} taken, {q.Consumers} consumers"));

        static string Text(JsonElement queue, string name) => queue.TryGetProperty(name, out JsonElement value) ? value.ToString() : "?";
    }

    /// <summary>Starts the node again on the same ports with the same data, after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        _process = await Own(_node).LaunchAsync();
        var connections = new ConnectionFactory { Uri = _address };
        await Eventually.AnswersAsync(
            async token =>
            {
                if (_process.HasExited)
                {
                    throw new InvalidOperationException($"RabbitMQ did not start:\n{_process.LogTail}");
                }

                await using IConnection connection = await connections.CreateConnectionAsync(token);
                using HttpResponseMessage response = await _management.GetAsync("api/whoami", token);
                response.EnsureSuccessStatusCode();
            },
            failure => failure is BrokerUnreachableException or HttpRequestException,
            "RabbitMQ to take a connection",
            cancellationToken);
    }

    /// <summary>Raises the memory alarm, with which the broker takes no more messages, or ends it.</summary>
    public Task SetMemoryAlarmAsync(bool on, CancellationToken cancellationToken = default) =>
        Own(_node).ControlAsync(["set_vm_memory_high_watermark", on ? "0" : "0.8"], cancellationToken);

    /// <summary>Lets the broker believe that its disk is full, or that it is not.</summary>
    public Task SetDiskAlarmAsync(bool on, CancellationToken cancellationToken = default) =>
        Own(_node).ControlAsync(["set_disk_free_limit", on ? "1000000GB" : "50MB"], cancellationToken);

    /// <summary>Sets <c>max_message_size</c> for channels that are opened from now on, in bytes.</summary>
    public Task SetLargestMessageAsync(int bytes, CancellationToken cancellationToken = default) =>
        Own(_node).ControlAsync(["eval", $"application:set_env(rabbit, max_message_size, {bytes})."], cancellationToken);

    /// <summary>Sets a policy for one queue, as somebody who looks after the broker may.</summary>
    public Task SetDeliveryLimitAsync(Uri virtualHost, string queue, int deliveries, CancellationToken cancellationToken = default) => PutAsync(
        $"api/policies{virtualHost.AbsolutePath}/{queue}",
        new Dictionary<string, object>
        {
            ["pattern"] = $"^{queue}$",
            ["apply-to"] = "queues",
            ["definition"] = new Dictionary<string, int> { ["delivery-limit"] = deliveries },
        },
        cancellationToken);

    /// <summary>An orderly stop: connections are closed with a reason; durable queues and their messages stay.</summary>
    public Task StopAsync() => Own(_process).EndAsync(Signal.Terminate);

    /// <summary>
    /// A power cut, of a node whose queues are on its disk: a quorum queue that was declared within half a second before may never answer again (docs/compatibility.md),
    /// and workers declare theirs when they are installed, not in the second before an outage.
    /// </summary>
    public async Task KillAsync()
    {
        await Own(_node).ControlAsync(["eval", "[dets:sync(Table) || Table <- dets:all()]."], CancellationToken.None);
        await Own(_process).EndAsync(Signal.Kill);
    }

    /// <summary>A power cut after which the disk is empty; the virtual host is made again, as its operator would.</summary>
    public async Task LoseEverythingAsync(Uri virtualHost, CancellationToken cancellationToken = default)
    {
        await KillAsync();
        Own(_node).DeleteData();
        await StartAgainAsync(cancellationToken);
        await CreateVirtualHostAsync(Uri.UnescapeDataString(virtualHost.AbsolutePath[1..]), cancellationToken);
    }

    /// <summary>An orderly stop and a start.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync();
        await StartAgainAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _management.Dispose();
        if (_process is not null)
        {
            await _process.AbandonAsync();
        }

        if (_portMapper is not null)
        {
            await _portMapper.AbandonAsync();
        }
    }

    private static T Own<T>(T? mine)
        where T : class =>
        mine ?? throw new InvalidOperationException("A broker named by OFFBOARDING_TEST_RABBITMQ is not ours to start or stop.");

    private async Task PutAsync(string path, object body, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _management.PutAsJsonAsync(path, body, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
