using Offboarding.Local.Hosting;
using Offboarding.Local.Terminal;

namespace Offboarding.Local.Demo;

/// <summary>One departure from the message to the result, or the rest of one that an earlier run began.</summary>
internal sealed class Demonstration(DemoWorkspace workspace, CaseReader reader, LocalHost host, LocalTerminal terminal)
{
    /// <summary>Shows it.</summary>
    /// <returns>Whether a case was completed.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Guid? request = await workspace.UnfinishedRequestAsync(cancellationToken);
        if (request is not null)
            terminal.Say("The last run ended in the middle of a case. It goes on where it was:");
        else
            request = await PublishNextAsync(cancellationToken);
        if (request is null)
            return false;

        CaseSnapshot end = await new CaseDisplay(terminal).ShowAsync(reader.FollowAsync(request.Value, cancellationToken), cancellationToken);
        return await new CaseSummary(reader, terminal).ShowAsync(end, cancellationToken);
    }

    private async Task<Guid?> PublishNextAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DemoAgent> agents = await workspace.AgentsAsync(cancellationToken);
        if (DemoRequest.Next(agents) is not { } request)
        {
            terminal.Say("Everybody in the demo workspace who could leave has left. Start with --again to restore it.");
            return null;
        }
        if (agents.Where(static agent => !agent.Active).Select(static agent => agent.Name).ToArray() is { Length: > 0 } gone)
            terminal.Say($"{string.Join(", ", gone)} left in an earlier run; --again would restore the demo workspace. Next is {request.Leaver.Name}.");
        terminal.Say(
            $"HR says: {request.Leaver.Name} has left the company. {request.Leaver.OpenConversations:N0} open conversations go in turn to "
            + $"{string.Join(", ", request.Recipients.Select(static recipient => recipient.Name))}.");
        await host.PublishAsync(request.ToMessage(), cancellationToken);
        return request.RequestId;
    }
}
