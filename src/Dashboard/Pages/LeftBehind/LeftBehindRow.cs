using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.LeftBehind;

/// <summary>Somebody who is gone and still has open work (D11).</summary>
public sealed record LeftBehindRow
{
    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    public Guid UserId { get; init; }

    [PersonalData(Personal.Name)]
    public string User { get; init; } = "";

    /// <summary>inactive or deleted.</summary>
    public string Status { get; init; } = "";

    /// <summary>Since when they are gone, UTC; null: not known.</summary>
    public DateTime? Since { get; init; }

    /// <summary>The newest case about them.</summary>
    public Guid? LastCaseId { get; init; }

    public long Conversations { get; init; }

    public long Contacts { get; init; }

    public long Leads { get; init; }

    public long Tasks { get; init; }

    public long All => Conversations + Contacts + Leads + Tasks;
}
