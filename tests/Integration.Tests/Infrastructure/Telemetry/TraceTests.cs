using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Offboarding.Worker.Steps;

namespace Offboarding.Integration.Tests.Infrastructure.Telemetry;

/// <summary>One trace from the message of the HR system to the event that its subscriber hears.</summary>
public sealed class TraceTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Reassign = "reassign-conversations";
    private const string State = "vendor=00f067aa0ba902b7,other@tenant=t61rcWkgMzE";

    [Fact]
    public async Task One_trace_goes_from_the_message_of_the_hr_system_through_every_slice_to_the_completion_event()
    {
        using var spans = new Spans();
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.010"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 300));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        string sent = Spans.NewTraceparent();
        string trace = Spans.TraceOf(sent);

        await SendAsync(system, departure, sent);

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");
        system.Events.All.ShouldAllBe(e => e.Traceparent != null && Spans.TraceOf(e.Traceparent) == trace, "every event goes on in the trace");
        IReadOnlyList<Activity> all = await Eventually.ValueAsync(
            () => Task.FromResult(spans.Of(trace)), seen => seen.Any(s => s.OperationName == "send offboarding.completed"), "the span of the last event");
        Activity intake = all.Single(s => s.OperationName == "process offboarding.deactivate-user");
        (intake.ParentSpanId.ToHexString(), intake.Kind).ShouldBe((Spans.SpanOf(sent), ActivityKind.Consumer));
        all.Single(s => s.OperationName == "send offboarding.completed").SpanId.ToHexString().ShouldBe(Spans.SpanOf(completed.Traceparent!));

        long slices = await system.Database.ReadAsync<long>("SELECT slice FROM offboarding.steps WHERE name = @name", ("name", Reassign));
        slices.ShouldBeGreaterThan(1);
        all.Count(s => s.OperationName == $"run {Reassign}").ShouldBe((int)slices, "each slice is a span");
        all.Count(s => s.OperationName == "run sign-out-sessions").ShouldBe(1);
        var ids = all.Select(s => s.SpanId).ToHashSet();
        all.Where(s => s != intake).ShouldAllBe(s => ids.Contains(s.ParentSpanId), "no span hangs in the air");
        // The way from a slice up to the intake does not grow with the number of slices.
        all.Where(s => s.OperationName == $"run {Reassign}").ShouldAllBe(s => Depth(all, s) <= 6);

        (await system.Database.ReadAsync<string>("SELECT traceparent FROM offboarding.cases")).ShouldBe(intake.Id);
        spans.About(completed.OffboardingId).ShouldAllBe(s => s.TraceId.ToHexString() == trace);
    }

    [Theory]
    [InlineData("plain JSON")]
    [InlineData("envelope, header of AMQP")]
    [InlineData("envelope, its own headers")]
    [InlineData("envelope, MassTransit's header")]
    public async Task The_trace_is_taken_from_wherever_a_sender_puts_it(string where)
    {
        using var spans = new Spans();
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        string sent = Spans.NewTraceparent();
        var envelope = new JsonObject
        {
            ["messageType"] = new JsonArray("urn:message:Offboarding.Contracts:DeactivateUserRequested"),
            ["message"] = new Departure(workspace).ToJson(),
        };
        if (where == "envelope, its own headers")
        {
            envelope["headers"] = new JsonObject { ["traceparent"] = sent, ["tracestate"] = State };
        }

        JsonObject body = where == "plain JSON" ? new Departure(workspace).ToJson() : envelope;
        Dictionary<string, object?>? headers = where switch
        {
            "envelope, its own headers" => null,
            "envelope, MassTransit's header" => new() { ["MT-Activity-Id"] = sent },
            _ => new() { ["traceparent"] = sent, ["tracestate"] = State },
        };
        await system.Hr.SendAsync(HrSystem.Deactivate, Encoding.UTF8.GetBytes(body.ToJsonString()), where == "plain JSON" ? HrSystem.PlainJson : HrSystem.EnvelopeJson, headers);

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");
        Spans.TraceOf(completed.Traceparent!).ShouldBe(Spans.TraceOf(sent));
        completed.Tracestate.ShouldBe(where == "envelope, MassTransit's header" ? null : State, "what the sender's tracing system added goes along");
    }

    [Theory]
    [InlineData("not a list of pairs")]
    [InlineData("vendor=\u00fc")]
    [InlineData("vendor=0123456789", 60)]
    public async Task A_tracestate_that_cannot_be_passed_on_is_left_out_and_the_trace_goes_on(string state, int times = 1)
    {
        using var spans = new Spans();
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        string sent = Spans.NewTraceparent();
        await system.Hr.SendAsync(
            HrSystem.Deactivate, Encoding.UTF8.GetBytes(new Departure(workspace).ToJson().ToJsonString()), HrSystem.PlainJson,
            new Dictionary<string, object?> { ["traceparent"] = sent, ["tracestate"] = string.Join(',', Enumerable.Repeat(state, times)) });

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");
        (Spans.TraceOf(completed.Traceparent!), completed.Tracestate).ShouldBe((Spans.TraceOf(sent), null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes please")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01")]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01")]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'; DROP TABLE offboarding.cases")]
    public async Task What_is_no_place_in_a_trace_is_ignored_and_the_work_is_done(string header)
    {
        using var spans = new Spans();
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();

        await SendAsync(system, new Departure(workspace), header);

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");
        string trace = Spans.TraceOf(completed.Traceparent!);
        spans.Of(trace).Single(s => s.OperationName == "process offboarding.deactivate-user").ParentSpanId.ShouldBe(default, "a trace of its own");
        header.ShouldNotContain(trace);
    }

    [Fact]
    public async Task Retries_go_on_in_the_trace_of_the_case_and_an_operators_command_has_one_of_its_own_with_a_link()
    {
        using var spans = new Spans();
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        string sent = Spans.NewTraceparent();
        string trace = Spans.TraceOf(sent);
        await SendAsync(system, departure, sent);
        Guid id = await system.CaseAsync(departure);
        await system.StepBecomesAsync(id, Reassign, "failed");
        IReadOnlyList<Activity> failed = await Eventually.ValueAsync(
            () => Task.FromResult<IReadOnlyList<Activity>>([.. spans.Of(trace).Where(s => s.OperationName == $"run {Reassign}")]), seen => seen.Count == 3, "three attempts");
        failed.ShouldAllBe(s => s.Status == ActivityStatusCode.Error && Equals(s.GetTagItem("error.type"), "PostgresException"));
        await FailingTable.EndAsync(system.Database);

        string asked = Spans.NewTraceparent();
        await system.Hr.SendAsync(
            HrSystem.Retry,
            Encoding.UTF8.GetBytes(new JsonObject { ["requestId"] = Guid.NewGuid(), ["offboardingId"] = id, ["step"] = Reassign, ["requestedBy"] = "ops.anna" }.ToJsonString()),
            headers: new Dictionary<string, object?> { ["traceparent"] = asked });

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");
        Spans.TraceOf(completed.Traceparent!).ShouldBe(trace, "the case is one trace to its end");
        Activity command = (await Eventually.ValueAsync(
            () => Task.FromResult(spans.Of(Spans.TraceOf(asked)).FirstOrDefault(s => s.OperationName == "process offboarding.retry-step")), s => s is not null, "the command's span"))!;
        command.ParentSpanId.ToHexString().ShouldBe(Spans.SpanOf(asked));
        command.Links.ShouldHaveSingleItem().Context.TraceId.ToHexString().ShouldBe(trace);
        spans.Of(trace).Count(s => s.OperationName == $"run {Reassign}").ShouldBe(4, "the attempt after the retry is one of the case");
    }

    [Fact]
    public async Task A_slice_that_no_message_began_goes_on_where_the_case_was_opened()
    {
        using var spans = new Spans();
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        string sent = Spans.NewTraceparent();
        await SendAsync(system, new Departure(workspace), sent);
        Guid id = (await system.Events.OneAsync("offboarding.completed")).OffboardingId;
        string opened = await system.Database.ReadAsync<string>("SELECT traceparent FROM offboarding.cases");

        // As a job of Hangfire runs it; stale, so it changes nothing.
        Activity.Current = null;
        await system.Worker.Services.GetRequiredService<StepRunner>().RunAsync(new RunStep(id, "update-seats", 4711), null, TestContext.Current.CancellationToken);

        spans.Of(Spans.TraceOf(sent)).ShouldContain(s => s.OperationName == "run update-seats" && s.ParentSpanId.ToHexString() == Spans.SpanOf(opened));
    }

    [Fact]
    public async Task Each_line_of_a_list_has_a_trace_of_its_own_with_a_link_to_that_of_the_list()
    {
        using var spans = new Spans();
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAgents(4));
        string sent = Spans.NewTraceparent();
        var list = new JsonObject
        {
            ["requestId"] = Guid.NewGuid(),
            ["workspaceId"] = workspace.Id,
            ["requestedBy"] = workspace.Admin,
            ["reason"] = "restructure",
            ["users"] = new JsonArray(new JsonObject { ["userId"] = workspace.Leaver }, new JsonObject { ["userId"] = workspace.Agents[0] }),
        };
        await system.Hr.SendAsync("offboarding.deactivate-users", Encoding.UTF8.GetBytes(list.ToJsonString()), headers: new Dictionary<string, object?> { ["traceparent"] = sent });

        IReadOnlyList<ReceivedEvent> completed = await system.Events.AtLeastAsync(2, "offboarding.completed");
        string[] traces = [.. completed.Select(e => Spans.TraceOf(e.Traceparent!)).Distinct()];
        traces.Length.ShouldBe(2);
        traces.ShouldNotContain(Spans.TraceOf(sent));
        foreach (string trace in traces)
        {
            spans.Of(trace).Single(s => s.OperationName == "answer line").Links.ShouldHaveSingleItem().Context.TraceId.ToHexString().ShouldBe(Spans.TraceOf(sent));
        }
    }

    private static int Depth(IReadOnlyList<Activity> all, Activity span) =>
        all.FirstOrDefault(s => s.SpanId == span.ParentSpanId) is { } parent ? 1 + Depth(all, parent) : 0;

    private static Task SendAsync(TestSystem system, Departure departure, string traceparent) => system.Hr.SendAsync(
        HrSystem.Deactivate, Encoding.UTF8.GetBytes(departure.ToJson().ToJsonString()), headers: new Dictionary<string, object?> { ["traceparent"] = traceparent });
}
