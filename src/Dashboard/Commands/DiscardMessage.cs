using Offboarding.Contracts;
using Offboarding.Dashboard.Pages.Messages;

namespace Offboarding.Dashboard.Commands;

/// <summary>Asks the worker to take a stored message off the list of what somebody has to look at. Nothing is deleted.</summary>
public sealed class DiscardMessage(MessageReader messages, AskOnce ask)
{
    /// <summary>Sends <see cref="DiscardMessageRequested"/> if the message is still stored and waits.</summary>
    public async Task<ActOutcome> AskAsync(Guid messageId, string actor, string? why, CancellationToken cancellationToken)
    {
        MessageNow? now = await messages.ReadAsync(messageId, cancellationToken);
        if (now is null)
        {
            return new ActOutcome(false, "There is no such message any more. Nothing was done.");
        }

        if (now.Over(evenIfDiscarded: false) is { } over)
        {
            return over;
        }

        if (why is null)
        {
            return new ActOutcome(false, "Enter a comment for the audit trail. Nothing was changed.");
        }

        return await ask.AskAsync(
            $"message/{messageId}/discard", actor, MessageNames.Of<DiscardMessageRequested>(), new { messageId }, why,
            ($"Requested: discard {now.MessageName}. It is under “Discarded” from then on.", "discarded"), cancellationToken);
    }
}
