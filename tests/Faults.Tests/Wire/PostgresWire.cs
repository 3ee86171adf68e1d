using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Offboarding.Faults.Tests.Wire;

/// <summary>What a worker asks of PostgreSQL, read off the wire (protocol 3.0, unencrypted).</summary>
public static partial class PostgresWire
{
    public static int Framing(ReadOnlySpan<byte> bytes, bool fromWorker, bool isFirst)
    {
        // Only the very first message of a client has no type.
        int header = fromWorker && isFirst ? 0 : 1;
        return bytes.Length < header + 4 ? 0 : header + BinaryPrimitives.ReadInt32BigEndian(bytes[header..]);
    }

    /// <summary>What happens in a session, as far as a fault can hang on it.</summary>
    public static SessionEvent Read(Frame frame)
    {
        var session = (Session)(frame.Link.Notes ??= new Session());
        if (frame.FromWorker && frame.IsFirst)
        {
            return new SessionEvent(SessionMoment.Other, session);
        }

        ReadOnlySpan<byte> bytes = frame.Bytes.Span;
        switch ((frame.FromWorker, (char)bytes[0]))
        {
            case (true, 'P'):
                string name = Text(bytes[5..]);
                session.Prepared[name] = Text(bytes[(5 + Encoding.UTF8.GetByteCount(name) + 1)..]);
                return new SessionEvent(SessionMoment.Other, session);
            case (true, 'B'):
                string portal = Text(bytes[5..]);
                string statement = Text(bytes[(5 + Encoding.UTF8.GetByteCount(portal) + 1)..]);
                return new SessionEvent(SessionMoment.Statement, session, Plain(session.Prepared.GetValueOrDefault(statement, "")));
            case (true, 'Q'):
                string text = Text(bytes[5..]);
                if (text.StartsWith("BEGIN", StringComparison.OrdinalIgnoreCase))
                {
                    session.InTransaction = true;
                    session.Marked = false;
                }

                return text.StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase)
                    ? new SessionEvent(SessionMoment.Commit, session)
                    : new SessionEvent(SessionMoment.Other, session);
            case (false, 'Z'):
                session.InTransaction = bytes[5] != (byte)'I';
                return new SessionEvent(SessionMoment.Answered, session);
            default:
                return new SessionEvent(SessionMoment.Other, session);
        }
    }

    /// <summary>A statement without the names or numbers of its parameters, so that a file and what Npgsql makes of it compare.</summary>
    public static string Plain(string sql) => Spaces().Replace(Parameter().Replace(sql.Trim().TrimEnd(';'), "?"), " ");

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..bytes.IndexOf((byte)0)]);

    [GeneratedRegex(@"[@$]\w+", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}

public enum SessionMoment
{
    Other,

    /// <summary>A statement is about to be run.</summary>
    Statement,

    /// <summary>A transaction is about to be committed.</summary>
    Commit,

    /// <summary>The server has answered everything and is ready for more.</summary>
    Answered,
}

/// <param name="Moment">What.</param>
/// <param name="Session">Where.</param>
/// <param name="Sql">Of a statement, as <see cref="PostgresWire.Plain"/> has it.</param>
public readonly record struct SessionEvent(SessionMoment Moment, Session Session, string Sql = "");

/// <summary>A session of PostgreSQL as the wire shows it.</summary>
public sealed class Session
{
    internal Dictionary<string, string> Prepared { get; } = [];

    public bool InTransaction { get; set; }

    /// <summary>The statement of an armed fault is part of this transaction.</summary>
    public bool Marked { get; set; }

    /// <summary>The fault strikes when the server has answered.</summary>
    public bool StrikesAtAnswer { get; set; }
}
