namespace Offboarding.Dashboard.Commands;

/// <summary>
/// How every button and form sends its command, except previews, which change nothing: once, although two operators may press within
/// half a minute. What is possible now and what the form has to contain is checked before by whoever calls it.
/// </summary>
public sealed class AskOnce(CommandSender commands, RecentActs recent)
{
    /// <summary>Sends a command, or says who sent the same command half a minute ago or less.</summary>
    /// <param name="target">What is acted on, in the state it has now.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="command">The stable name of the command.</param>
    /// <param name="payload">Its fields, without those the database adds.</param>
    /// <param name="why">Why, in their words.</param>
    /// <param name="words">The answer: that it was requested, and what the operator did who came first ("approved"; null: not known).</param>
    /// <param name="cancellationToken">Gives up; the command may have been sent.</param>
    public async Task<ActOutcome> AskAsync(
        string target, string actor, string command, object payload, string? why, (string Asked, string? Did) words, CancellationToken cancellationToken)
    {
        (Act act, bool isNew) = await OnceAsync(target, actor, command, payload, why, cancellationToken);
        return isNew
            ? new ActOutcome(true, words.Asked, act.Operation)
            : new ActOutcome(false, "Already requested, not sent again.", act.Operation, act.By, act.At, words.Did);
    }

    /// <summary>The same for a form whose page waits for the worker's answer: the same form that is sent twice is one command.</summary>
    /// <returns>The operation id, of this command or of the one that was sent before.</returns>
    public async Task<Guid> SendAsync(string target, string actor, string command, object payload, string? why, CancellationToken cancellationToken) =>
        (await OnceAsync(target, actor, command, payload, why, cancellationToken)).Act.Operation;

    private Task<(Act Act, bool New)> OnceAsync(string target, string actor, string command, object payload, string? why, CancellationToken cancellationToken) =>
        recent.OnceAsync(target, actor, () => commands.SendAsync(command, payload, actor, why, cancellationToken), cancellationToken);
}
