using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Offboarding.Telemetry;

/// <summary>
/// What a log may say of an error. A message can quote what somebody sent or what a row contains, and a log is read by more people and
/// kept longer than either; the whole message is in the database, with the step or the dead letter it belongs to.
/// </summary>
public static class SafeError
{
    private const int Deepest = 5;

    private const string Other = "other";

    /// <summary>
    /// The types of errors that a metric tells apart. Everything else is <c>other</c>: a label whose values nobody bounds is a time series
    /// for each of them.
    /// </summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "PostgresException", "NpgsqlException", "TimeoutException", "SocketException", "IOException", "OperationCanceledException", "TaskCanceledException",
        "BatchContendedException", "StepCannotGoOnException", "InvalidOperationException", "ArgumentException", "NullReferenceException", "JsonException",
        "SerializationException", "BrokerUnreachableException", "OperationInterruptedException", "AlreadyClosedException", "PublishReturnedException",
    };

    /// <summary>One line: the type, and the message only where it can be about nothing but a connection.</summary>
    public static string Of(Exception error) => error switch
    {
        PostgresException { SqlState: var state, ConstraintName: var constraint } => $"PostgresException {state}{(constraint is null ? "" : $" ({constraint})")}",
        NpgsqlException or SocketException or TimeoutException or OperationCanceledException or IOException => $"{error.GetType().Name}: {error.Message}",
        { InnerException: { } inner } => $"{error.GetType().Name}: {Of(inner)}",
        _ => error.GetType().Name,
    };

    /// <summary>The type as a label of a metric.</summary>
    public static string TypeOf(Exception error) => Known.Contains(error.GetType().Name) ? error.GetType().Name : Other;

    /// <summary>The stack of an error and of those it was caused by, without their messages.</summary>
    public static string StackOf(Exception error)
    {
        var text = new StringBuilder();
        Exception? next = error;
        for (int depth = 0; next is not null && depth < Deepest; depth++, next = next.InnerException)
        {
            text.Append(depth == 0 ? "" : "caused by ").Append(next.GetType().FullName).Append('\n').Append(next.StackTrace).Append('\n');
        }

        return text.ToString().TrimEnd();
    }
}
