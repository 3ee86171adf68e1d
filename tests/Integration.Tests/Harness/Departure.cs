using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>
/// A request as a foreign program writes it: plain JSON, made without our records, so that a change of a name on the wire breaks
/// tests.
/// </summary>
public sealed record Departure(TestWorkspace Workspace)
{
    public Guid RequestId { get; init; } = Guid.NewGuid();

    /// <summary>Default: the builder's leaver.</summary>
    public Guid User { get; init; } = Workspace.Leaver;

    /// <summary>Default: the builder's admin.</summary>
    public Guid RequestedBy { get; init; } = Workspace.Admin;

    public string? LastDay { get; init; }

    public bool LowerSeatLimit { get; init; }

    /// <summary>The part of the plan for conversations; null: no plan.</summary>
    public JsonObject? Conversations { get; init; }

    /// <summary>Parts of the plan for other kinds, for example <c>tasks</c>.</summary>
    public JsonObject? More { get; init; }

    /// <summary>Only asks what would happen (F3).</summary>
    public bool DryRun { get; init; }

    /// <summary>With a plan.</summary>
    /// <param name="strategy">For example <c>round-robin</c>.</param>
    /// <param name="recipients">Who receives.</param>
    public Departure Handing(string strategy, params Guid[] recipients) =>
        Handing(strategy, [.. recipients.Select(r => (r, (int?)null))]);

    /// <summary>With a plan.</summary>
    /// <param name="strategy">For example <c>ratio</c>.</param>
    /// <param name="recipients">Who receives, and how much.</param>
    public Departure Handing(string strategy, params (Guid User, int? Amount)[] recipients) => this with { Conversations = Allocation(strategy, recipients) };

    /// <summary>The part of a plan for one kind of work.</summary>
    internal static JsonObject Allocation(string strategy, params (Guid User, int? Amount)[] recipients) => new()
    {
        ["strategy"] = strategy,
        ["recipients"] = new JsonArray([.. recipients.Select(r =>
            r.Amount is { } amount ? new JsonObject { ["userId"] = r.User, ["amount"] = amount } : new JsonObject { ["userId"] = r.User })]),
    };

    /// <summary>With one more field in the plan for conversations.</summary>
    public Departure With(string field, string value)
    {
        JsonObject plan = Conversations?.DeepClone().AsObject() ?? [];
        plan[field] = value;
        return this with { Conversations = plan };
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["requestId"] = RequestId,
            ["workspaceId"] = Workspace.Id,
            ["userId"] = User,
            ["requestedBy"] = RequestedBy,
            ["reason"] = "left-company",
        };
        if (LastDay is not null)
        {
            json["lastDay"] = LastDay;
        }

        if (LowerSeatLimit)
        {
            json["lowerSeatLimit"] = true;
        }

        if (DryRun)
        {
            json["dryRun"] = true;
        }

        if (Conversations is not null || More is not null)
        {
            JsonObject plan = More?.DeepClone().AsObject() ?? [];
            if (Conversations is not null)
            {
                plan["conversations"] = Conversations.DeepClone();
            }

            json["handover"] = plan;
        }

        return json;
    }
}
