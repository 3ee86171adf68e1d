using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Offboarding.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Offboarding.Integration.Tests.Infrastructure.Messaging;

/// <summary>The rights of <c>deploy/rabbitmq/permissions.json</c> on a real broker: enough for each role, and no more (docs/security.md).</summary>
public sealed class BrokerPermissionTests(Servers servers)
{
    private static readonly string[] OfOperators =
    [
        "offboarding.retry-step", "offboarding.skip-step", "offboarding.pause-offboarding", "offboarding.resume-offboarding", "offboarding.replay-message",
        "offboarding.discard-message", "offboarding.job-action", "offboarding.approve-mass-change", "offboarding.reject-mass-change",
    ];

    private static readonly string[] Inside =
    [
        "offboarding.run-step", "offboarding.run-lockout-step", "offboarding.start-case", "offboarding.saga", "offboarding.preview-handover",
        "offboarding.dead-letters", "offboarding.kept-dead-letters", "amq.default",
    ];

    private static readonly JsonArray Permissions = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Messaging", "permissions.json")))!["permissions"]!.AsArray();

    [Fact]
    public void Every_message_is_in_the_rights_of_the_role_that_it_is_for_and_in_no_others()
    {
        string[] commands = [.. MessageNames.All.Where(m => m.Key.Name.EndsWith("Requested", StringComparison.Ordinal)).Select(m => m.Value)];
        string[] events = [.. MessageNames.All.Values.Except(commands)];

        commands.Concat(events).Concat(Inside).Where(name => Allows("hr", "write", name)).Order().ShouldBe(commands.Except(OfOperators).Order());
        commands.Concat(events).Concat(Inside).Where(name => Allows("subscriber", "read", name)).Order().ShouldBe(events.Order());
        commands.Concat(events).Concat(Inside).Where(name => Allows("subscriber", "write", name) || Allows("hr", "read", name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_role_can_do_its_part_of_a_departure_and_nothing_else()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(cancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, cancellationToken);
        await using WorkerHost worker = await WorkerHost.StartAsync(database, await UserAsync(broker, "worker"));
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 5).SaveAsync(database, cancellationToken);

        await using IConnection subscriber = await new ConnectionFactory { Uri = await UserAsync(broker, "subscriber") }.CreateConnectionAsync(cancellationToken);
        await using IChannel queue = await subscriber.CreateChannelAsync(cancellationToken: cancellationToken);
        await queue.QueueDeclareAsync("subscriber.crm", durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        // No event was sent yet; a worker declares the exchanges when it starts.
        await Eventually.TrueAsync(
            async () =>
            {
                await using IChannel bind = await subscriber.CreateChannelAsync(cancellationToken: cancellationToken);
                try
                {
                    await bind.QueueBindAsync("subscriber.crm", "offboarding.completed", "", cancellationToken: cancellationToken);
                    return true;
                }
                catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
                {
                    return false;
                }
            },
            "the exchange to be there");
        Uri hrUser = await UserAsync(broker, "hr");
        await using HrSystem hr = await HrSystem.ConnectAsync(hrUser);
        await hr.SendAsync(new Departure(workspace).Handing("round-robin", workspace.Agents[0]));
        await Eventually.TrueAsync(
            async () => await queue.BasicGetAsync("subscriber.crm", autoAck: true, cancellationToken) is not null, "the subscriber to hear that it is completed");

        foreach (string forbidden in OfOperators.Concat(Inside.Except(["amq.default"])).Append("offboarding.completed"))
        {
            await RefusedAsync(hrUser, channel => channel.BasicPublishAsync(forbidden, "", "{}"u8.ToArray(), cancellationToken).AsTask());
        }

        await RefusedAsync(hrUser, channel => channel.BasicPublishAsync("", "offboarding.run-step", "{}"u8.ToArray(), cancellationToken).AsTask());
        Uri reader = await UserAsync(broker, "subscriber");
        await RefusedAsync(reader, channel => channel.BasicPublishAsync("offboarding.deactivate-user", "", "{}"u8.ToArray(), cancellationToken).AsTask());
        await RefusedAsync(reader, channel => channel.BasicGetAsync("offboarding.deactivate-user", autoAck: true, cancellationToken));
        await RefusedAsync(reader, channel => channel.QueueBindAsync("subscriber.crm", "offboarding.deactivate-user", "", cancellationToken: cancellationToken));
    }

    [Fact]
    public async Task The_publisher_that_the_broker_vouches_for_is_in_the_audit_trail_and_nobody_is_somebody_else()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(cancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, cancellationToken);
        await using WorkerHost worker = await WorkerHost.StartAsync(database, await UserAsync(broker, "worker"));
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database, cancellationToken);
        Uri hr = await UserAsync(broker, "hr");
        string user = Uri.UnescapeDataString(hr.UserInfo.Split(':')[0]);
        byte[] departure = System.Text.Encoding.UTF8.GetBytes(new Departure(workspace).ToJson().ToJsonString());

        await using IConnection connection = await new ConnectionFactory { Uri = hr }.CreateConnectionAsync(cancellationToken);
        await using IChannel forger = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await forger.BasicPublishAsync("offboarding.deactivate-user", "", mandatory: false, new BasicProperties { UserId = "guest", ContentType = "application/json" }, departure, cancellationToken);
        await Eventually.TrueAsync(() => forger.CloseReason is not null, "the broker to refuse another's name");
        (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(0);

        await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.BasicPublishAsync("offboarding.deactivate-user", "", mandatory: false, new BasicProperties { UserId = user, ContentType = "application/json" }, departure, cancellationToken);
        await Eventually.TrueAsync(
            async () => await database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE details ->> 'publisher' = @user", ("user", user)) > 0, "the publisher in the audit trail");
        (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE details ? 'publisher' AND details ->> 'publisher' <> @user", ("user", user))).ShouldBe(0);
    }

    [Fact]
    public async Task With_rules_for_publishers_each_acts_for_its_own_workspaces_and_says_who_it_is()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(cancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, cancellationToken);
        TestWorkspace own = await new WorkspaceBuilder().SaveAsync(database, cancellationToken);
        TestWorkspace others = await new WorkspaceBuilder().SaveAsync(database, cancellationToken);
        Uri hr = await UserAsync(broker, "hr");
        string user = hr.UserInfo.Split(':')[0];
        await using WorkerHost worker = await WorkerHost.StartAsync(
            database, await UserAsync(broker, "worker"),
            ("Messaging:Publishers:0:User", user), ("Messaging:Publishers:0:Workspaces:0", $"{own.Id}"), ("Messaging:Publishers:0:Commands:0", "offboarding.deactivate-user"));
        await using IConnection connection = await new ConnectionFactory { Uri = hr }.CreateConnectionAsync(cancellationToken);
        await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);

        Departure nobodys = new(own), foreign = new(others), allowed = new(own);
        await SendAsync(nobodys, null);
        (await RefusedBecauseAsync(nobodys)).ShouldBe("offboarding.deactivate-user: user_id is missing; here every publisher says which user of the broker it is.");
        await SendAsync(foreign, user);
        (await RefusedBecauseAsync(foreign)).ShouldBe($"offboarding.deactivate-user: user_id is {user}, who may not send offboarding.deactivate-user for workspace {others.Id}.");
        (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(0);

        await SendAsync(allowed, user);
        await CompletedAsync(allowed);

        // What comes from the dashboard leaves from the worker, which says who it is; and a refusal about the publisher has used up no request id.
        await database.ExecuteAsync(
            "INSERT INTO offboarding.outbox (message_id, exchange, body) VALUES (gen_random_uuid(), 'offboarding.deactivate-user', convert_to(@body, 'UTF8'))",
            ("body", foreign.ToJson().ToJsonString()));
        await CompletedAsync(foreign);
        // What was put off comes back from the worker and still says who published it.
        Departure late = new(own) { User = own.Agents[0] };
        await using (await Blocker.HoldAsync(database, "UPDATE workspace.workspaces SET name = name WHERE id = @id", ("id", own.Id)))
        {
            await SendAsync(late, user);
            await Eventually.TrueAsync(
                () => database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.outbox WHERE last_error = 'The workspace is locked.' AND publisher = @user)", ("user", user)), "it to be put off");
        }

        await CompletedAsync(late);
        (await database.ReadAsync<string>("SELECT details ->> 'publisher' FROM offboarding.audit WHERE operation_id = @id AND action = 'started'", ("id", late.RequestId))).ShouldBe(user);
        // Whose wish the dashboard's was the worker's user does not say: no publisher rather than a wrong one.
        (await database.ReadAsync<string>("SELECT string_agg(DISTINCT details ->> 'publisher', ' ') FROM offboarding.audit WHERE details ? 'publisher'")).ShouldBe(user);

        ValueTask SendAsync(Departure departure, string? says) => channel.BasicPublishAsync(
            "offboarding.deactivate-user", "", mandatory: false, new BasicProperties { UserId = says, ContentType = "application/json" },
            System.Text.Encoding.UTF8.GetBytes(departure.ToJson().ToJsonString()), cancellationToken);
        Task<string> RefusedBecauseAsync(Departure departure) => Eventually.ValueAsync(
            () => database.ReadAsync<string>("SELECT coalesce((SELECT message FROM offboarding.refusals WHERE request_id = @id), '')", ("id", departure.RequestId)),
            said => said.Length > 0, "the refusal");
        Task CompletedAsync(Departure departure) => Eventually.TrueAsync(
            () => database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.cases WHERE request_id = @id AND state = 'completed')", ("id", departure.RequestId)),
            "the departure to be completed");
    }

    [Fact]
    public async Task A_subscriber_of_one_workspace_hears_its_events_and_can_bind_no_others()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace own = await system.WorkspaceAsync(), others = await system.WorkspaceAsync();
        Uri tenant = await servers.RabbitMq.CreateUserAsync(system.Broker, "^tenant\\.", "^tenant\\.", "^(tenant\\..*|offboarding\\.events)$", cancellationToken);
        await servers.RabbitMq.LimitTopicsAsync(tenant, "offboarding.events", $"^{own.Id}$", cancellationToken);
        await using IConnection connection = await new ConnectionFactory { Uri = tenant }.CreateConnectionAsync(cancellationToken);
        await using IChannel queue = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await queue.QueueDeclareAsync("tenant.crm", durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await queue.QueueBindAsync("tenant.crm", "offboarding.events", $"{own.Id}", cancellationToken: cancellationToken);
        foreach (string key in (string[])["#", "*", $"{others.Id}"])
        {
            await RefusedAsync(tenant, channel => channel.QueueBindAsync("tenant.crm", "offboarding.events", key, cancellationToken: cancellationToken));
        }

        await RefusedAsync(tenant, channel => channel.QueueBindAsync("tenant.crm", "offboarding.completed", "", cancellationToken: cancellationToken));

        await system.CompleteAsync(new Departure(others));
        Departure departure = new(own);
        await system.CompleteAsync(departure);
        var heard = new List<JsonNode>();
        await Eventually.TrueAsync(
            async () =>
            {
                while (await queue.BasicGetAsync("tenant.crm", autoAck: true, cancellationToken) is { } message)
                {
                    heard.Add(JsonNode.Parse(message.Body.Span)!["message"]!);
                }

                return heard.Exists(m => m["requestId"]!.GetValue<Guid>() == departure.RequestId && m["signInClosedAt"] is not null);
            },
            "the completion");
        heard.ShouldAllBe(m => m["workspaceId"]!.GetValue<Guid>() == own.Id);
    }

    private static string Pattern(string user, string right) => Permissions.Single(p => p!["user"]!.GetValue<string>() == user)![right]!.GetValue<string>();

    private static bool Allows(string user, string right, string name) =>
        Regex.IsMatch(name, Pattern(user, right), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    private Task<Uri> UserAsync(Uri broker, string role) => servers.RabbitMq.CreateUserAsync(
        broker, Pattern(role, "configure"), Pattern(role, "write"), Pattern(role, "read"), TestContext.Current.CancellationToken);

    /// <summary>The broker closes the channel with 403.</summary>
    private static async Task RefusedAsync(Uri user, Func<IChannel, Task> act)
    {
        await using IConnection connection = await new ConnectionFactory { Uri = user }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        try
        {
            await act(channel);
        }
        catch (Exception error) when (error is OperationInterruptedException or PublishException or AlreadyClosedException)
        {
            // Looked at below.
        }

        await Eventually.TrueAsync(() => channel.CloseReason is not null, "the broker to close the channel");
        channel.CloseReason!.ReplyCode.ShouldBe((ushort)403);
    }
}
