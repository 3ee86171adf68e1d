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
        if (end.State == "completed")
            await SummariseAsync(end, cancellationToken);
        else
            terminal.Problem($"the case of {end.Leaver} is {end.State}{Why(end)}; the dashboard shows more and offers a retry.");
        return end.State == "completed";
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

    private async Task SummariseAsync(CaseSnapshot end, CancellationToken cancellationToken)
    {
        terminal.Done($"{end.Leaver} is offboarded{After(end.CompletedAt, end.StartedAt)}.");
        terminal.Say($"  sign-in closed at {end.SignInClosedAt:HH:mm:ss.fff} UTC, sessions ended{After(end.SessionsEndedAt, end.SignInClosedAt)}");
        foreach (StepSnapshot step in end.Steps)
            terminal.Say($"  {step.Name}: {step.Done:N0}{(step.Status == "done" ? "" : " " + step.Status)}");
        foreach (RecipientTotal share in await reader.SharesAsync(end.Id, cancellationToken))
            terminal.Say($"  {share.Recipient ?? "unassigned"} got {share.Items:N0} {share.Kind}");
    }

    private static string After(DateTime? end, DateTime? start) =>
        end - start is { } duration ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" after {duration.TotalSeconds:0.0##} s") : "";

    private static string Why(CaseSnapshot end) =>
        end.Steps.FirstOrDefault(static step => step.Status == "failed") is { LastError: { } error } step ? $" ({step.Name}: {error})" : "";
}
