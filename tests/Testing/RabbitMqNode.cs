using System.Diagnostics;

namespace Offboarding.Testing;

/// <summary>
/// How a node is started next to any other node on the machine: its own name, ports, folder and Erlang port mapper, all on
/// loopback. The scripts read these variables; the empty configuration file keeps them from reading the system's.
/// </summary>
internal sealed class RabbitMqNode
{
    private readonly ServerFolder _folder;
    private readonly ServerFolder? _portMapperFolder;
    private readonly Dictionary<string, string> _environment;
    private readonly int _portMapperPort;

    private RabbitMqNode(ServerFolder folder, ServerFolder? portMapperFolder, bool durable, RabbitMqMember? member)
    {
        (_folder, _portMapperFolder, _portMapperPort) = (folder, portMapperFolder, member?.PortMapperPort ?? ServerFolder.FreePort());
        _environment = new Dictionary<string, string>
        {
            ["HOME"] = folder.Path,
            ["RABBITMQ_CONF_ENV_FILE"] = folder.File("empty"),
            ["RABBITMQ_NODENAME"] = member?.Name ?? $"offboarding-{Path.GetFileName(folder.Path)}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{Port}",
            ["RABBITMQ_DIST_PORT"] = $"{ServerFolder.FreePort()}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = $"{_portMapperPort}",
            ["RABBITMQ_MNESIA_BASE"] = folder.File("data"),
            ["RABBITMQ_LOG_BASE"] = folder.File("log"),
            ["RABBITMQ_PID_FILE"] = folder.File("pid"),
            ["RABBITMQ_CONFIG_FILE"] = folder.File("rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder.File("plugins"),
            // Without the first three Erlang's schedulers spin for a while before they sleep, at the cost of the tests on the same cores.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                (durable ? "" : "+sbwt none +sbwtdcpu none +sbwtdio none ") + "-kernel inet_dist_use_interface {127,0,0,1}"
                + (member is null ? "" : $" -kernel net_ticktime {RabbitMqMember.NetTick.TotalSeconds:0}"),
            ["RABBITMQ_CTL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["RABBITMQ_LOGS"] = "-",
            // The script replaces itself by the node instead of waiting for it: signals reach the node, and it is one process.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        };
    }

    public int Port { get; } = ServerFolder.FreePort();

    public int ManagementPort { get; } = ServerFolder.FreePort();

    /// <summary>Makes its folder and its configuration.</summary>
    /// <param name="durable">With its data on a disk.</param>
    /// <param name="member">What makes it one of a cluster, which has the port mappers; null: it is alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RabbitMqNode> PrepareAsync(bool durable, RabbitMqMember? member, CancellationToken cancellationToken)
    {
        ServerFolder home = await ServerFolder.CreateAsync("offboarding-mq-", durable, cancellationToken);
        var node = new RabbitMqNode(home, member is null ? await ServerFolder.CreateAsync("offboarding-epmd-", durable, cancellationToken) : null, durable, member);
        if (member is not null)
        {
            await home.WriteSecretAsync(".erlang.cookie", member.Cookie, cancellationToken);
        }

        await File.WriteAllTextAsync(home.File("empty"), "", cancellationToken);
        await File.WriteAllTextAsync(home.File("plugins"), "[rabbitmq_management].\n", cancellationToken);
        await File.WriteAllLinesAsync(
            home.File("rabbitmq.conf"),
            [
                "management.tcp.ip = 127.0.0.1", $"management.tcp.port = {node.ManagementPort}", "collect_statistics_interval = 1000",
                "log.console.level = warning", "disk_free_limit.absolute = 50MB", .. member?.Settings ?? [],
            ],
            cancellationToken);
        return node;
    }

    /// <summary>Erlang would start one by itself and leave it behind; ours ends with the node.</summary>
    public Task<ServerProcess> LaunchPortMapperAsync() => ServerProcess.StartAsync(
        _portMapperFolder ?? throw new InvalidOperationException("Its cluster has one."), "epmd", "KILL", _environment, "epmd", "-port", $"{_portMapperPort}", "-address", "127.0.0.1");

    /// <summary>Runs <c>rabbitmqctl</c>; some 3 s.</summary>
    /// <exception cref="InvalidOperationException">It failed, with what it said.</exception>
    public async Task ControlAsync(string[] arguments, CancellationToken cancellationToken)
    {
        string[] command = [.. ServerFolder.AsServerUser([Path.Combine(Programs.RabbitMqFolder(), "rabbitmqctl"), .. arguments])];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string key, string value) in _environment)
        {
            start.Environment[key] = value;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("rabbitmqctl did not start.");
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', arguments)}: {output} {await error}");
        }
    }

    /// <summary>Of a node that is stopped.</summary>
    public void DeleteData() => Directory.Delete(_folder.File("data"), recursive: true);

    public Task<ServerProcess> LaunchAsync() => ServerProcess.StartAsync(
        _folder, "rabbitmq", "KILL", _environment, Path.Combine(Programs.RabbitMqFolder(), "rabbitmq-server"));
}
