namespace Offboarding.Dashboard.Reading;

/// <summary>The whole of a stored message.</summary>
public sealed record StoredBody(string MessageName, string? ContentType, byte[] Body);
