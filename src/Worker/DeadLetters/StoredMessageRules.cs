using System.Globalization;
using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.DeadLetters;

/// <summary>Says why a stored message cannot be replayed or discarded: pure functions of what became of it so far.</summary>
public static class StoredMessageRules
{
    /// <param name="id">What was asked for.</param>
    /// <param name="message">As it is now; null: nothing is stored with that id.</param>
    /// <param name="wish">Completes "cannot be ...": <c>replayed</c> or <c>discarded</c>.</param>
    public static Refusal WhyNot(Guid id, StoredMessage? message, string wish) => message switch
    {
        null => new Refusal(RefusalCode.InvalidRequest, $"There is no stored message {id}.", "Take the id from OffboardingRefused or from the dashboard.",
            [new FieldError { Path = "messageId", Problem = "names no stored message" }]),
        { ErasedAt: { } at } => Conflict(id, "erased", null, at, wish, "It was erased with the person it named; there is nothing to do."),
        { ReplayedAt: { } at } => Conflict(id, "replayed", message.ReplayedBy, at, wish,
            "There is nothing to do; if it came back it is stored as a new message or refused again."),
        { DiscardedAt: { } at } => Conflict(id, "discarded", message.DiscardedBy, at, wish,
            wish == "replayed" ? "To replay it all the same, say so with alsoDiscarded." : "There is nothing to do."),
        _ => throw new ArgumentException("Nothing stands against it.", nameof(message)),
    };

    private static Refusal Conflict(Guid id, string did, string? by, DateTime at, string wish, string help) => new(
        RefusalCode.ConflictingRequest,
        string.Create(CultureInfo.InvariantCulture, $"Message {id} was {did}{(by is null ? "" : " by " + by)} at {at:yyyy-MM-dd HH:mm:ss} UTC and cannot be {wish}."),
        help);
}
