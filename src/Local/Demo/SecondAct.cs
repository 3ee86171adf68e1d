using Offboarding.Local.Hosting;
using Offboarding.Local.Postgres;
using Offboarding.Local.Terminal;

namespace Offboarding.Local.Demo;

/// <summary>
/// A handover that fails, for real: another transaction holds some of the work until the step is out of attempts. Then somebody presses Requeue in
/// Hangfire's dashboard, and the case goes on with what is left.
/// </summary>
internal sealed class SecondAct(LocalDatabase database, CaseReader reader, LocalHost host, LocalTerminal terminal, bool unattended)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Shows it with the next leaver.</summary>
    /// <returns>Whether the case was completed in the end.</returns>
    public async Task<bool> RunAsync(DemoRequest request, CancellationToken cancellationToken)
    {
        CaseSnapshot end;
        await using (HeldWork held = await HeldWork.OfAsync(request.Leaver.Id, database.Owner, cancellationToken))
        {
            terminal.Say("");
            terminal.Say(
                $"Second act: a handover that fails. {request.Leaver.Name} has left as well, and this demonstration holds {held.Items:N0} of "
                + $"{request.Leaver.OpenConversations:N0} open conversations locked, as another program might.");
            terminal.Say(
                $"A step has {LocalHost.DemoAttempts} attempts here, and fails as soon as it has found the rest held twice, so that you need not wait; "
                + "a worker of your own looks again for three minutes, and has 8 attempts (docs/configuration.md).");
            terminal.Say("Between attempts the step is a job on Hangfire's page of retries:");
            terminal.SayUnbroken($"  {host.UrlOf("/hangfire/retries")}");
            await host.PublishAsync(request.ToMessage(), cancellationToken);
            end = await ShowAsync(request.RequestId, cancellationToken);
        }
        return await ContinueAsync(request.RequestId, end, cancellationToken);
    }

    /// <summary>From a case that needs attention to its end; one that does not is only summed up.</summary>
    public async Task<bool> ContinueAsync(Guid requestId, CaseSnapshot end, CancellationToken cancellationToken)
    {
        if (end.State == "needs-attention" && await FailedJob.OfAsync(end.Id, database.Dashboard, cancellationToken) is { } job)
        {
            terminal.Say($"{job.Step} of {end.Leaver} is out of attempts, and the case needs attention: {job.Error}");
            terminal.Say("Nothing is locked any more. Hangfire has it as a failed job, where Requeue gives the step fresh attempts:");
            terminal.SayUnbroken($"  {host.UrlOf($"/hangfire/jobs/details/{job.JobId}")}");
            await PressAsync(job, end, cancellationToken);
            end = await ShowAsync(requestId, cancellationToken);
        }
        return await new CaseSummary(reader, terminal).ShowAsync(end, cancellationToken);
    }

    private async Task PressAsync(FailedJob job, CaseSnapshot end, CancellationToken cancellationToken)
    {
        if (unattended)
        {
            terminal.Say("Nobody is here to press it (--exit), so the demonstration sends the command that the button sends.");
            await job.RequeueAsync(database.Dashboard, cancellationToken);
        }
        else
        {
            host.ShowSignInLink();
            terminal.Say("Waiting for Requeue; Ctrl-C stops everything, and the next start waits for it again.");
        }
        string? by = await FailedJob.GoesOnAsync(end.Id, database.Dashboard, unattended ? Patience : null, cancellationToken);
        terminal.Done($"Requeued{(by is null ? "" : $" by {by}")}. The case goes on with what is left:");
    }

    private Task<CaseSnapshot> ShowAsync(Guid requestId, CancellationToken cancellationToken) =>
        new CaseDisplay(terminal).ShowAsync(reader.FollowAsync(requestId, cancellationToken), cancellationToken);
}
