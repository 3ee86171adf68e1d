using System.Security.Cryptography;
using System.Text;

namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>
/// Ids that are the same each time they are computed: UUIDv5 (RFC 9562, section 5.5) of what they stand for. A redelivered
/// message makes the same case and the same events, and a subscriber drops doubles by them.
/// </summary>
public static class EventIds
{
    private static readonly Guid Root = new("6f0c7a52-3c1e-4b8e-9a53-0ff1b0a2d5c4");

    /// <summary>The case a request opens.</summary>
    public static Guid Case(Guid workspaceId, Guid requestId) => Derive(workspaceId, $"case/{requestId}");

    /// <summary>An event of a case; <paramref name="what"/> tells events of the same type apart.</summary>
    public static Guid Event(Guid caseId, string what) => Derive(caseId, what);

    /// <summary>An event of a case that may happen again because the case was opened again.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="what">Tells events of the same type apart.</param>
    /// <param name="reopened">How often it was opened again; 0 gives the id it has without.</param>
    public static Guid Event(Guid caseId, string what, int reopened) => Derive(caseId, reopened == 0 ? what : $"{what}/reopened-{reopened}");

    /// <summary>An event that answers a request and belongs to no case; <paramref name="what"/> tells events of the same request apart.</summary>
    public static Guid Answer(Guid workspaceId, Guid requestId, string what) => Derive(workspaceId, $"answer/{requestId}/{what}");

    /// <summary>The list that a request makes (F6).</summary>
    public static Guid List(Guid workspaceId, Guid requestId) => Derive(workspaceId, $"list/{requestId}");

    /// <summary>The request of one line of a list: anybody can compute it, as UUIDv5 of the list's request and <c>users[17]</c>.</summary>
    public static Guid Line(Guid requestId, int position) => Derive(requestId, $"users[{position}]");

    /// <summary>
    /// The refusal of a request, or of a body without a readable request id. The person is part of it: the answer to a request
    /// id that is used for somebody else must not overwrite the first answer.
    /// </summary>
    public static Guid Refusal(Guid? workspaceId, Guid? requestId, Guid? userId, byte[] body) => requestId is { } id
        ? Derive(workspaceId ?? Root, $"refusal/{id}/{userId}")
        : Derive(Root, $"refusal/{Convert.ToHexString(SHA256.HashData(body))}");

    /// <summary>
    /// The refusal of a request with invalid fields. That is not a decision about the request, so the id includes a hash of the body: it must not replace a decision, nor
    /// the message that an operator may replay.
    /// </summary>
    public static Guid Mistake(Guid? workspaceId, Guid? requestId, Guid? userId, byte[] body) => requestId is { } id
        ? Derive(workspaceId ?? Root, $"mistake/{id}/{userId}/{Convert.ToHexString(SHA256.HashData(body))}")
        : Refusal(workspaceId, null, userId, body);

    private static Guid Derive(Guid space, string name)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        space.TryWriteBytes(input, bigEndian: true, out _);
        int length = 16 + Encoding.UTF8.GetBytes(name, input[16..]);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 9562 prescribes SHA-1 for version 5; nothing is protected by it.
        SHA1.HashData(input[..length], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
