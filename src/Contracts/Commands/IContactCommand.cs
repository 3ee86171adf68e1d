namespace Offboarding.Contracts;

/// <summary>What every command on one contact says.</summary>
public interface IContactCommand : IWorkspaceCommand
{
    /// <summary>The contact.</summary>
    long ContactId { get; }

    /// <summary>Who asks: an active user of the workspace with the permission it needs.</summary>
    Guid RequestedBy { get; }
}
