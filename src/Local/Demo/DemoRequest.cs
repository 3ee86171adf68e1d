using Offboarding.Contracts;

namespace Offboarding.Local.Demo;

/// <summary>What an HR system would ask for in the demo workspace: the next agent leaves, the work goes round to colleagues.</summary>
internal sealed record DemoRequest(DemoAgent Leaver, IReadOnlyList<DemoAgent> Recipients)
{
    private const int MostRecipients = 3;

    public Guid RequestId { get; } = Guid.CreateVersion7();

    /// <summary>
    /// The first agent who is active and has open work, and up to three active colleagues; null when there is nobody left who
    /// could leave or receive.
    /// </summary>
    public static DemoRequest? Next(IReadOnlyList<DemoAgent> agents)
    {
        DemoAgent? leaver = agents.FirstOrDefault(static agent => agent is { Active: true, OpenConversations: > 0 });
        DemoAgent[] recipients = [.. agents.Where(agent => agent.Active && agent != leaver).Take(MostRecipients)];
        return leaver is null || recipients.Length == 0 ? null : new DemoRequest(leaver, recipients);
    }

    /// <summary>The message that goes over the bus.</summary>
    public DeactivateUserRequested ToMessage() => new()
    {
        RequestId = RequestId,
        WorkspaceId = DemoWorkspace.Id,
        UserId = Leaver.Id,
        RequestedBy = DemoWorkspace.Admin,
        Reason = DeactivationReason.LeftCompany,
        Handover = new HandoverPlan
        {
            Conversations = new Allocation
            {
                Strategy = AllocationStrategy.RoundRobin,
                Recipients = [.. Recipients.Select(static recipient => new Recipient { UserId = recipient.Id })],
            },
        },
    };
}
