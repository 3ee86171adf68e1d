using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Offboarding.Integration.Tests.Infrastructure.Telemetry;

/// <summary>A worker in a process of its own that sends to a collector: one that answers, one that never does, one that is not there.</summary>
public sealed class CollectorTests(Servers servers)
{
    [Fact]
    public async Task A_trace_reaches_the_collector_and_goes_on_after_a_worker_was_killed()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 6_000).SaveAsync(database);
        await using Collector collector = await Collector.StartAsync();
        (string Key, string Value)[] settings = [("Telemetry:Otlp", collector.Address), ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "500")];
        string sent = Spans.NewTraceparent();
        EventListener events;
        await using (WorkerProcess killed = await WorkerProcess.StartAsync(database, broker, [.. settings, ("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.050")]))
        {
            events = await EventListener.ConnectAsync(broker);
            await using HrSystem hr = await HrSystem.ConnectAsync(broker);
            await hr.SendAsync(
                HrSystem.Deactivate, Encoding.UTF8.GetBytes(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]).ToJson().ToJsonString()),
                headers: new Dictionary<string, object?> { ["traceparent"] = sent });
            await Eventually.TrueAsync(
                async () => await database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id <> @leaver", ("leaver", workspace.Leaver)) > 500,
                "some of the work to be done", TimeSpan.FromSeconds(60));
            await killed.KillAsync();
        }

        await using (events)
        await using (await WorkerProcess.StartAsync(database, broker, settings))
        {
            ReceivedEvent completed = await events.OneAsync("offboarding.completed");
            Spans.TraceOf(completed.Traceparent!).ShouldBe(Spans.TraceOf(sent), "the second worker goes on in the trace of the first");
            byte[] spanOfEvent = Convert.FromHexString(Spans.SpanOf(completed.Traceparent!));
            await Eventually.TrueAsync(() => Task.FromResult(collector.Has("/v1/traces", spanOfEvent)), "the span that sent the event to be with the collector", TimeSpan.FromSeconds(30));
            collector.Has("/v1/traces", Convert.FromHexString(Spans.TraceOf(sent))).ShouldBeTrue();
            collector.Has("/v1/traces", Encoding.UTF8.GetBytes("offboarding-worker")).ShouldBeTrue();
            await Eventually.TrueAsync(
                () => Task.FromResult(collector.Has("/v1/metrics", Encoding.UTF8.GetBytes("offboarding.departures"))), "metrics to be with the collector", TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task What_the_collector_gets_of_a_statement_that_failed_quotes_no_row()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 3).SaveAsync(database);
        await using Collector collector = await Collector.StartAsync();
        await using WorkerProcess worker = await WorkerProcess.StartAsync(
            database, broker, ("Telemetry:Otlp", collector.Address), ("Telemetry:Statements", "true"), ("Steps:MaxAttempts", "1"), ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        await using EventListener events = await EventListener.ConnectAsync(broker);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);
        await FailingTable.MakeAsync(database, "Zsofia Quux is in the way");
        await hr.SendAsync(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]));

        ReceivedEvent failed = await events.OneAsync("offboarding.step-failed");
        await Eventually.TrueAsync(
            () => Task.FromResult(collector.Has("/v1/traces", Convert.FromHexString(Spans.SpanOf(failed.Traceparent!))) && collector.Has("/v1/traces", Encoding.UTF8.GetBytes("PostgresException"))),
            "the failed slice to be with the collector", TimeSpan.FromSeconds(30));
        collector.Has("/v1/traces", Encoding.UTF8.GetBytes("UPDATE offboarding.steps")).ShouldBeTrue("statements are spans");
        collector.Has("/v1/traces", Encoding.UTF8.GetBytes("Quux")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_collector_that_never_answers_delays_nothing_and_is_named_once()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        TestWorkspace workspace = await new WorkspaceBuilder().WithAgents(6).WithConversations(open: 300).SaveAsync(database);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        int taken = 0;
        var connections = new ConcurrentBag<TcpClient>();
        Task accepting = AcceptAsync();
        await using WorkerProcess worker = await WorkerProcess.StartAsync(
            database, broker, ("Telemetry:Otlp", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"), ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        await using EventListener events = await EventListener.ConnectAsync(broker);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);

        await hr.SendAsync(new Departure(workspace).Handing("round-robin", workspace.Agents[4], workspace.Agents[5]));
        await events.OneAsync("offboarding.completed");
        taken.ShouldBeLessThanOrEqualTo(2, "the departure was over before the exporter gave up its first try");
        // The exporter tries again and again; each try takes its whole patience.
        for (int person = 0; taken < 3; person = Math.Min(person + 1, 3))
        {
            await hr.SendAsync(new Departure(workspace) { User = workspace.Agents[person] });
            await events.AtLeastAsync(person + 2, "offboarding.completed");
            await Task.Delay(200);
        }

        worker.Output.Split('\n').Count(line => line.Contains("does not take telemetry", StringComparison.Ordinal)).ShouldBe(1);
        silent.Stop();
        await accepting;
        foreach (TcpClient connection in connections)
        {
            connection.Dispose();
        }

        async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    connections.Add(await silent.AcceptTcpClientAsync());
                    Interlocked.Increment(ref taken);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
            }
        }
    }

    [Fact]
    public async Task Without_a_setting_nothing_is_traced_and_the_rows_stay_as_they_were()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker);
        await using EventListener events = await EventListener.ConnectAsync(broker);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);
        await hr.SendAsync(
            HrSystem.Deactivate, Encoding.UTF8.GetBytes(new Departure(workspace).ToJson().ToJsonString()),
            headers: new Dictionary<string, object?> { ["traceparent"] = Spans.NewTraceparent() });

        (await events.OneAsync("offboarding.completed")).Traceparent.ShouldBeNull();
        (await database.ReadAsync<long>("SELECT count(traceparent) FROM offboarding.cases")).ShouldBe(0);
    }

    [Fact]
    public async Task A_part_of_the_traces_that_begin_here_is_recorded_and_the_ids_go_on_all_the_same()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database);
        await using Collector collector = await Collector.StartAsync();
        await using WorkerProcess worker = await WorkerProcess.StartAsync(
            database, broker, ("Telemetry:Otlp", collector.Address), ("Telemetry:Sampling", "0"), ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        await using EventListener events = await EventListener.ConnectAsync(broker);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);
        await hr.SendAsync(new Departure(workspace));

        ReceivedEvent completed = await events.OneAsync("offboarding.completed");
        string opened = await database.ReadAsync<string>("SELECT traceparent FROM offboarding.cases");
        (Spans.TraceOf(completed.Traceparent!), completed.Traceparent![^2..]).ShouldBe((Spans.TraceOf(opened), "00"));
        collector.Has("/v1/traces", Convert.FromHexString(Spans.TraceOf(opened))).ShouldBeFalse();
    }

    /// <summary>Takes OTLP over HTTP and keeps it as it came; ids are bytes in it, and names are text.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _taken = new();
        private readonly WebApplication _app;

        private Collector(WebApplication app) => _app = app;

        public string Address { get; private set; } = "";

        public static async Task<Collector> StartAsync()
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            WebApplication app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var collector = new Collector(app);
            app.MapPost("/{**path}", async (HttpContext context) =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                collector._taken.Enqueue((context.Request.Path, body.ToArray()));
                return Results.Bytes([], "application/x-protobuf");
            });
            await app.StartAsync();
            collector.Address = app.Urls.Single();
            return collector;
        }

        public bool Has(string path, byte[] bytes) => _taken.Any(t => t.Path == path && t.Body.AsSpan().IndexOf(bytes) >= 0);

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
