namespace Offboarding.Dashboard.Commands;

/// <summary>Sends a command, or says who has sent the same half a minute ago or less.</summary>
public sealed class AskOnce(CommandSender commands, RecentActs recent)
{
    /// <summary>Asks.</summary>
    /// <param name="target">What is acted on, in the state it has now.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="command">The stable name of the command.</param>
    /// <param name="payload">Its fields, without those the database adds.</param>
    /// <param name="why">Why, in their words.</param>
    /// <param name="words">What is said: that it was asked for, and what somebody else did who came first ("approved").</param>
    /// <param name="cancellationToken">Gives up; the command may have been sent.</param>
    public async Task<ActOutcome> AskAsync(
        string target, string actor, string command, object payload, string? why, (string Asked, string Did) words, CancellationToken cancellationToken)
    {
        (Act act, bool isNew) = await recent.OnceAsync(target, actor, () => commands.SendAsync(command, payload, actor, why, cancellationToken), cancellationToken);
        return isNew
            ? new ActOutcome(true, words.Asked, act.Operation)
            : new ActOutcome(false, "It is on its way; nothing was sent again.", act.Operation, act.By, act.At, words.Did);
    }
}
