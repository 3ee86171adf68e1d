using Offboarding.Contracts;
using Offboarding.Dashboard.Pages.Messages;

namespace Offboarding.Dashboard.Commands;

/// <summary>Asks the worker to take a stored message again, byte for byte.</summary>
public sealed class ReplayMessage(MessageReader messages, AskOnce ask)
{
    /// <summary>Sends <see cref="ReplayMessageRequested"/> if the message is still stored and waits.</summary>
    /// <param name="messageId">The refusal or the parked message.</param>
    /// <param name="alsoDiscarded">The operator saw that somebody discarded it.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="why">Why; null: they did not say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ActOutcome> AskAsync(Guid messageId, bool alsoDiscarded, string actor, string? why, CancellationToken cancellationToken)
    {
        MessageNow? now = await messages.ReadAsync(messageId, cancellationToken);
        if (now is null)
        {
            return new ActOutcome(false, "There is no such message any more. Nothing was done.");
        }

        if (now.Over(alsoDiscarded) is { } over)
        {
            return over;
        }

        return await ask.AskAsync(
            $"message/{messageId}", actor, MessageNames.Of<ReplayMessageRequested>(), new { messageId, alsoDiscarded }, why,
            ($"Requested: replay {now.MessageName}.", null), cancellationToken);
    }
}
