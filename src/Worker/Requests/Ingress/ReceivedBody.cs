using System.Text.Json;

namespace Offboarding.Worker.Requests.Ingress;

/// <summary>A message as it came, kept with a refusal so that it can be replayed.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="ContentType">Tells MassTransit's envelope from plain JSON.</param>
public sealed record ReceivedBody(byte[] Bytes, string ContentType)
{
    /// <summary>The message as JSON, out of its envelope; for commands whose parts are read later.</summary>
    public JsonElement Message { get; init; }
}
