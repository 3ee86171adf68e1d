namespace Offboarding.Worker.Handover;

/// <summary>Everybody who was to receive has left meanwhile.</summary>
public sealed class NoRecipientLeftException() : Exception("No recipient of the plan is active any more.");
