namespace Offboarding.Testing;

/// <summary>The ids of what <see cref="WorkspaceBuilder"/> wrote.</summary>
public sealed record TestWorkspace
{
    public required Guid Id { get; init; }

    /// <summary>Owns the account too, unless the builder was told otherwise.</summary>
    public required Guid Owner { get; init; }

    public required Guid? SecondOwner { get; init; }

    public required Guid Admin { get; init; }

    public required Guid Leaver { get; init; }

    public required IReadOnlyList<Guid> Agents { get; init; }

    public required IReadOnlyList<Guid> Partners { get; init; }

    /// <summary>The leaver and all agents.</summary>
    public required Guid Team { get; init; }

    /// <summary>The first agent.</summary>
    public required Guid SalesTeam { get; init; }
}
