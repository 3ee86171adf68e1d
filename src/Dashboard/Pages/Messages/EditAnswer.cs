namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>What became of an edit.</summary>
/// <param name="Sent">It was sent as a new message.</param>
/// <param name="Errors">What is wrong with the text, JSON.</param>
/// <param name="Problem">Why the message could not be edited at all; null: it could.</param>
public sealed record EditAnswer(bool Sent, string Errors, string? Problem);
