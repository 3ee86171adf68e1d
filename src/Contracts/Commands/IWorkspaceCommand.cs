namespace Offboarding.Contracts;

/// <summary>What every command on one workspace says.</summary>
public interface IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    Guid RequestId { get; }

    /// <summary>The workspace.</summary>
    Guid WorkspaceId { get; }
}
