using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>Makes a <see cref="ReassignWorkRequested"/> of foreign JSON.</summary>
internal static class ReassignWorkReader
{
    public static ReassignWorkRequested Read(FieldReader json)
    {
        var request = new ReassignWorkRequested
        {
            RequestId = json.Id("requestId"),
            WorkspaceId = json.Id("workspaceId"),
            UserId = json.Id("userId"),
            RequestedBy = json.Id("requestedBy"),
            Handover = HandoverPlanReader.Read(json.Object("handover")) ?? new HandoverPlan(),
            Filter = ReadFilter(json.Object("filter")),
        };
        if (!json.IsWrong("handover") && WorkKind.All.All(kind => kind.Allocation(request.Handover) is null or { Strategy: AllocationStrategy.Keep })
            && !json.HasMistakes)
        {
            json.Wrong("handover", $"moves nothing; give an allocation other than keep for one of {string.Join(", ", WorkKind.All.Select(k => k.Name))}");
        }

        return request;
    }

    private static WorkFilter? ReadFilter(FieldReader? json)
    {
        if (json is null)
        {
            return null;
        }

        var filter = new WorkFilter
        {
            ConversationStatuses = json.Several<ConversationStatus>("conversationStatuses"),
            UpdatedBefore = json.Instant("updatedBefore"),
        };
        json.RefuseUnknownFields();
        return filter is { ConversationStatuses: null, UpdatedBefore: null } ? null : filter;
    }
}
