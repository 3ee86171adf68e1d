namespace Offboarding.Dashboard.Lists;

/// <summary>A page of the users of a workspace.</summary>
/// <param name="Workspace">Counts of all of them, whatever was asked for.</param>
/// <param name="Users">In the order of their ids.</param>
/// <param name="Next">What <c>after</c> is for the next page; null: this is the last.</param>
public sealed record UserList(WorkspaceCounts Workspace, IReadOnlyList<UserRow> Users, Guid? Next);
