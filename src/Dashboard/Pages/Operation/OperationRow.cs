using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Operation;

/// <summary>A bulk act. Times are UTC.</summary>
public sealed record OperationRow
{
    public Guid Id { get; init; }

    /// <summary>Of a <see cref="Commands.BulkAct"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What was asked for, JSON: ids, or what all of them have in common.</summary>
    public string Scope { get; init; } = "{}";

    [PersonalData(Personal.Actor)]
    public string Actor { get; init; } = "";

    [PersonalData(Personal.Comment)]
    public string? Why { get; init; }

    /// <summary><c>frozen</c>, <c>running</c>, <c>stopped</c> or <c>done</c>.</summary>
    public string State { get; init; } = "";

    public int Asked { get; init; }

    public int Sent { get; init; }

    public int Succeeded { get; init; }

    public int FailedAgain { get; init; }

    /// <summary>Failed since they were sent, and tried again by themselves.</summary>
    public int FailingAgain { get; init; }

    public int LeftAlone { get; init; }

    public DateTime FrozenAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? StoppedAt { get; init; }

    [PersonalData(Personal.Actor)]
    public string? StoppedBy { get; init; }

    public DateTime? EndedAt { get; init; }

    /// <summary>Of the whole set; null: it is of several workspaces, or of messages.</summary>
    public Guid? WorkspaceId { get; init; }

    public string? Workspace { get; init; }

    /// <summary>The admin or owner on whose behalf it is requested; null: operators may ask for this themselves.</summary>
    [PersonalData(Personal.Name)]
    public string? InTheNameOfName { get; init; }

    /// <summary>What is over, whatever came of it.</summary>
    public int Decided => Succeeded + FailedAgain + LeftAlone;
}
