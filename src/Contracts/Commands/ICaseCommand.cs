namespace Offboarding.Contracts;

/// <summary>What every command on one case says.</summary>
public interface ICaseCommand : IWorkspaceCommand
{
    /// <summary>The case, from an event of it or from the dashboard.</summary>
    Guid OffboardingId { get; }
}
