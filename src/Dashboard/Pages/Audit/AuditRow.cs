using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Audit;

/// <summary>Who did what and when.</summary>
public sealed record AuditRow
{
    public long Id { get; init; }

    /// <summary>Zero: of no workspace; only on the audit page.</summary>
    public Guid WorkspaceId { get; init; }

    /// <summary>Only on the audit page.</summary>
    public Guid? CaseId { get; init; }

    public DateTime At { get; init; }

    /// <summary>An operator's name, the id of a user, or the part of the product that acted.</summary>
    [PersonalData(Personal.Actor)]
    public string Actor { get; init; } = "";

    /// <summary>The user's name where the actor is a user.</summary>
    [PersonalData(Personal.Name)]
    public string? ActorName { get; init; }

    public string Action { get; init; } = "";

    public Guid? OperationId { get; init; }

    /// <summary>The name of the user the details are about, or to whom an undo gives; null: they name none.</summary>
    [PersonalData(Personal.Name)]
    public string? AboutName { get; init; }

    /// <summary>Whom the case is about; only on the audit page.</summary>
    [PersonalData(Personal.Name)]
    public string? Leaver { get; init; }

    /// <summary>The admin or owner on whose behalf an operator asked; null: nobody's.</summary>
    [PersonalData(Personal.Name)]
    public string? InTheNameOf { get; init; }

    /// <summary>JSON.</summary>
    [PersonalData(Personal.Body)]
    public string Details { get; init; } = "{}";

    /// <summary>The entry's place in the workspace's audit chain (F7); only in a report and on the audit page.</summary>
    public long? Number { get; init; }

    /// <summary>The chain's SHA-256 up to this entry, in hex; only in a report and on the audit page.</summary>
    public string? Hash { get; init; }
}
