using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>An undo as a foreign program writes it: plain JSON, made without our records.</summary>
public sealed record Undo(TestWorkspace Workspace, Guid CaseId)
{
    public const string Exchange = "offboarding.undo-handover";

    public Guid RequestId { get; init; } = Guid.NewGuid();

    /// <summary>Default: the builder's admin.</summary>
    public Guid RequestedBy { get; init; } = Workspace.Admin;

    public Guid? GiveTo { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["requestId"] = RequestId,
            ["workspaceId"] = Workspace.Id,
            ["offboardingId"] = CaseId,
            ["requestedBy"] = RequestedBy,
        };
        if (GiveTo is not null)
        {
            json["giveTo"] = GiveTo;
        }

        return json;
    }
}
