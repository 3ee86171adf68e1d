using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>A reassign as a foreign program writes it: plain JSON, made without our records.</summary>
public sealed record Reassign(TestWorkspace Workspace)
{
    public const string Exchange = "offboarding.reassign-work";

    public Guid RequestId { get; init; } = Guid.NewGuid();

    /// <summary>Default: the builder's leaver.</summary>
    public Guid User { get; init; } = Workspace.Leaver;

    /// <summary>Default: the builder's admin.</summary>
    public Guid RequestedBy { get; init; } = Workspace.Admin;

    public JsonObject Plan { get; init; } = [];

    public JsonObject? Filter { get; init; }

    /// <summary>With one more kind in the plan.</summary>
    public Reassign Handing(string kind, string strategy, params Guid[] recipients)
    {
        JsonObject plan = Plan.DeepClone().AsObject();
        plan[kind] = Departure.Allocation(strategy, [.. recipients.Select(r => (r, (int?)null))]);
        return this with { Plan = plan };
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["requestId"] = RequestId,
            ["workspaceId"] = Workspace.Id,
            ["userId"] = User,
            ["requestedBy"] = RequestedBy,
            ["handover"] = Plan.DeepClone(),
        };
        if (Filter is not null)
        {
            json["filter"] = Filter.DeepClone();
        }

        return json;
    }
}
