namespace Offboarding.Worker.Intake;

/// <summary>A "no" that was said before.</summary>
internal sealed record EarlierRefusal(
    Guid Id, string MessageName, Guid? WorkspaceId, Guid? UserId, Guid? RequestId, string Code, string Message, string Help, string Errors, DateTime RefusedAt);
