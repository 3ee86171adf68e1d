using Offboarding.Local.Hosting;
using Offboarding.Local.Terminal;

namespace Offboarding.Local.Demo;

/// <summary>
/// One departure from the message to the result, and one that fails on the way (<see cref="SecondAct"/>); or only the rest of one that an
/// earlier run began.
/// </summary>
internal sealed class Demonstration(DemoWorkspace workspace, CaseReader reader, LocalHost host, LocalTerminal terminal, SecondAct secondAct)
{
    /// <summary>Shows it.</summary>
    /// <returns>Whether every case that was shown was completed, and there was one.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (await workspace.UnfinishedRequestAsync(cancellationToken) is { } unfinished)
        {
            terminal.Say("The last run ended in the middle of a case. It goes on where it was:");
            return await secondAct.ContinueAsync(unfinished, await ShowAsync(unfinished, cancellationToken), cancellationToken);
        }
        if (await PublishNextAsync(cancellationToken) is not { } request)
            return false;

        CaseSnapshot end = await ShowAsync(request, cancellationToken);
        if (!await new CaseSummary(reader, terminal).ShowAsync(end, cancellationToken))
            return false;
        if (DemoRequest.Next(await workspace.AgentsAsync(cancellationToken)) is { } second)
            return await secondAct.RunAsync(second, cancellationToken);
        terminal.Say("There is nobody left for the second act, a handover that fails. Start with --again to restore the demo workspace.");
        return true;
    }

    private Task<CaseSnapshot> ShowAsync(Guid request, CancellationToken cancellationToken) =>
        new CaseDisplay(terminal).ShowAsync(reader.FollowAsync(request, cancellationToken), cancellationToken);

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
