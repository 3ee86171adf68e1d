namespace Offboarding.Contracts;

/// <summary>What an undo did with one kind of work.</summary>
public sealed record UndoneKind
{
    /// <summary>For example <c>conversations</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Items that were given back.</summary>
    public required long GivenBack { get; init; }

    /// <summary>Items left where they are because they have been closed since.</summary>
    public required long Closed { get; init; }

    /// <summary>Items left where they are because the undo of an earlier handover took them back to whose they were.</summary>
    public long Returned { get; init; }

    /// <summary>Items left where they are because they have gone to somebody else, or to nobody, since.</summary>
    public required long Reassigned { get; init; }

    /// <summary>Items left where they are because they have been changed since.</summary>
    public required long Edited { get; init; }

    /// <summary>Items that are not there any more.</summary>
    public required long Deleted { get; init; }

    /// <summary>Whether an operator skipped the rest of it.</summary>
    public required bool Skipped { get; init; }
}
