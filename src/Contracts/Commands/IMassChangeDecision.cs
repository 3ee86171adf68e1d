namespace Offboarding.Contracts;

/// <summary>What every decision about departures that wait for approval says.</summary>
public interface IMassChangeDecision : IWorkspaceCommand
{
    /// <summary>What waits.</summary>
    Guid ApprovalId { get; }

    /// <summary>Who decides: the id of a user of the workspace, or an operator's account name.</summary>
    string RequestedBy { get; }

    /// <summary>Why, for the audit trail.</summary>
    string? Comment { get; }
}
