using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Search;

/// <summary>Something that a search found. Times are UTC.</summary>
public sealed record SearchHit
{
    /// <summary>case, person, item, contact, message, list, preview, approval, bulk-act, workspace or operation.</summary>
    public string What { get; init; } = "";

    public Guid? WorkspaceId { get; init; }

    /// <summary>The name of its workspace; null: it has none.</summary>
    public string? Workspace { get; init; }

    /// <summary>Its id; of an item its kind of work.</summary>
    public string Id { get; init; } = "";

    /// <summary>Whom it is about; of a message what kind it is.</summary>
    [PersonalData(Personal.Name)]
    public string? Name { get; init; }

    public string? State { get; init; }

    public DateTime? At { get; init; }

    /// <summary>The page it is on.</summary>
    /// <param name="asked">What was typed: the number of an item.</param>
    public string Url(string asked) => What switch
    {
        "case" => $"/cases/{Id}",
        "person" => $"/people/{WorkspaceId}/{Id}",
        "contact" => $"/contacts/{WorkspaceId}/{Id}",
        "item" => $"/evidence?kind={Id}&item={Uri.EscapeDataString(asked)}",
        "message" => $"/messages/{Id}",
        "list" => $"/lists/{WorkspaceId}/{Id}",
        "preview" => $"/previews/{Id}",
        "approval" => $"/approvals/{Id}",
        "bulk-act" => $"/operations/{Id}",
        "workspace" => $"/workspaces/{Id}",
        _ => $"/audit?about={Id}",
    };
}
