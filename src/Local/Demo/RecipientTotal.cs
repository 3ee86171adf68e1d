namespace Offboarding.Local.Demo;

/// <summary>How much of the work one person got; no recipient is "unassigned".</summary>
internal sealed record RecipientTotal(string Kind, string? Recipient, long Items);
