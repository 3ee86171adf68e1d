using System.Collections.Concurrent;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Faults.Tests.Wire;

/// <summary>When a fault strikes.</summary>
public enum Moment
{
    /// <summary>The statement was not sent.</summary>
    BeforeStatement,

    /// <summary>The statement was run, its transaction is open, nobody heard of it.</summary>
    AfterStatement,

    /// <summary>Everything was run, the commit was not sent.</summary>
    BeforeCommit,

    /// <summary>It is committed, nobody heard of it.</summary>
    AfterCommit,

    /// <summary>The message was not sent.</summary>
    BeforePublish,

    /// <summary>The broker has the message, nobody heard of it.</summary>
    AfterPublish,

    /// <summary>The broker has handed the message over, the worker has not seen it.</summary>
    OnDelivery,

    /// <summary>The worker has dealt with the message, the broker does not know.</summary>
    BeforeAck,
}

/// <summary>A named place in the work of a worker: a statement file of the product or an exchange, and when.</summary>
/// <param name="Where">For example <c>add-case</c> or <c>offboarding.run-step</c>.</param>
/// <param name="When">When.</param>
public sealed record FailPoint(string Where, Moment When)
{
    public static IEnumerable<FailPoint> OfTransaction(params string[] statements) =>
        from statement in statements
        from moment in new[] { Moment.BeforeStatement, Moment.AfterStatement, Moment.BeforeCommit, Moment.AfterCommit }
        select new FailPoint(statement, moment);

    /// <summary>Of a statement that is a transaction of its own.</summary>
    public static IEnumerable<FailPoint> OfStatement(params string[] statements) =>
        from statement in statements from moment in new[] { Moment.BeforeStatement, Moment.AfterStatement } select new FailPoint(statement, moment);

    public static IEnumerable<FailPoint> OfExchange(string exchange, params Moment[] moments) => moments.Select(moment => new FailPoint(exchange, moment));

    public override string ToString() => $"{Where}, {When}";
}

/// <summary>Watches the wires of one worker for one fail point and strikes there, once.</summary>
/// <param name="point">Where.</param>
/// <param name="strike">What is done there.</param>
/// <param name="then">What becomes of the message that was looked at.</param>
public sealed class ArmedFailPoint(FailPoint point, Func<Task> strike, Verdict then = Verdict.Cut)
{
    private readonly string[] _statements = Sql.All.Names.Contains(point.Where) ? Statements(Sql.Read(point.Where)) : [PostgresWire.Plain(point.Where)];
    private readonly TaskCompletionSource _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<(Link, int, ulong), bool> _deliveries = new();
    private readonly ConcurrentDictionary<(Link, int), bool> _publishing = new();
    private int _strikes;

    /// <summary>Completes when it has struck.</summary>
    public Task Struck => _struck.Task;

    public async ValueTask<Verdict> OnPostgresAsync(Frame frame)
    {
        SessionEvent happening = PostgresWire.Read(frame);
        Session session = happening.Session;
        if (_struck.Task.IsCompleted || point.When > Moment.AfterCommit)
        {
            return Verdict.Forward;
        }

        switch (happening.Moment)
        {
            case SessionMoment.Statement when _statements.Any(s => happening.Sql.Contains(s, StringComparison.Ordinal)):
                session.Marked = true;
                session.StrikesAtAnswer |= point.When == Moment.AfterStatement || (point.When == Moment.AfterCommit && !session.InTransaction);
                return point.When == Moment.BeforeStatement ? await StrikeAsync() : Verdict.Forward;
            case SessionMoment.Commit when session.Marked:
                session.StrikesAtAnswer = point.When == Moment.AfterCommit;
                return point.When == Moment.BeforeCommit ? await StrikeAsync() : Verdict.Forward;
            case SessionMoment.Answered when session.StrikesAtAnswer:
                session.StrikesAtAnswer = false;
                return await StrikeAsync();
            default:
                return Verdict.Forward;
        }
    }

    public async ValueTask<Verdict> OnRabbitMqAsync(Frame frame)
    {
        ChannelEvent happening = AmqpWire.Read(frame);
        if (_struck.Task.IsCompleted || happening.Moment == ChannelMoment.Other)
        {
            return Verdict.Forward;
        }

        bool here = happening.Exchange == point.Where;
        switch (happening.Moment)
        {
            case ChannelMoment.Publish when here && point.When == Moment.BeforePublish:
            case ChannelMoment.Deliver when here && point.When == Moment.OnDelivery:
                return await StrikeAsync();
            case ChannelMoment.Publish when here && point.When == Moment.AfterPublish:
                _publishing[(frame.Link, happening.Channel)] = true;
                return Verdict.Forward;
            case ChannelMoment.Confirm when _publishing.ContainsKey((frame.Link, happening.Channel)):
                return await StrikeAsync();
            case ChannelMoment.Deliver when here && point.When == Moment.BeforeAck:
                _deliveries[(frame.Link, happening.Channel, happening.Tag)] = true;
                return Verdict.Forward;
            case ChannelMoment.Ack when _deliveries.ContainsKey((frame.Link, happening.Channel, happening.Tag)):
                return await StrikeAsync();
            default:
                return Verdict.Forward;
        }
    }

    private async Task<Verdict> StrikeAsync()
    {
        if (Interlocked.Increment(ref _strikes) > 1)
        {
            return Verdict.Forward;
        }

        await strike();
        _struck.SetResult();
        return then;
    }

    /// <summary>Npgsql sends each statement of a file by itself.</summary>
    private static string[] Statements(string file) => [.. file.Split(';').Select(PostgresWire.Plain).Where(s => s.Length > 0).Take(1)];
}
