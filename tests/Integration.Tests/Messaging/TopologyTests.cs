using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Offboarding.Integration.Tests.Messaging;

/// <summary>What the worker leaves on the broker: durable, and nothing that foreign programs have to know but the exchanges.</summary>
public sealed class TopologyTests(Servers servers)
{
    [Fact]
    public async Task A_foreign_program_may_declare_the_exchange_of_a_command_as_it_is_described()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        await using IConnection connection = await new ConnectionFactory { Uri = stage.Broker }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        foreach (string exchange in new[] { HrSystem.Deactivate, HrSystem.Retry, HrSystem.Replay })
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, autoDelete: false);
        }
    }

    [Fact]
    public async Task Every_queue_is_a_durable_quorum_queue_and_puts_aside_what_kills_its_worker()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        await stage.Events.DisposeAsync();

        JsonArray queues = [.. (await QueuesAsync(stage)).Where(q => q!["durable"]!.GetValue<bool>()).Select(q => q!.DeepClone())];

        Queues.Names.ShouldBeSubsetOf(queues.Select(q => q!["name"]!.GetValue<string>()));
        queues.ShouldAllBe(q => q!["arguments"]!["x-queue-type"]!.GetValue<string>() == "quorum");
        queues.Where(q => Queues.Names.Contains(q!["name"]!.GetValue<string>())).Select(q => q!["arguments"]!.ToJsonString()).Distinct().ShouldBe(
            ["""{"x-dead-letter-exchange":"offboarding.dead-letters","x-delivery-limit":20,"x-queue-type":"quorum"}"""]);
        queues.Select(q => q!["name"]!.GetValue<string>()).ShouldContain("offboarding.dead-letters");
    }

    private async Task<JsonArray> QueuesAsync(Stage stage)
    {
        using var http = new HttpClient { BaseAddress = servers.RabbitMq.Management };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(stage.Broker.UserInfo))));
        return (await http.GetFromJsonAsync<JsonArray>($"api/queues{stage.Broker.AbsolutePath}"))!;
    }
}
