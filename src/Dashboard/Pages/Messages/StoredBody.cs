namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>The whole of a stored message.</summary>
public sealed record StoredBody(string MessageName, string? ContentType, byte[] Body);
