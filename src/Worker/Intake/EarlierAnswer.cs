namespace Offboarding.Worker.Intake;

/// <summary>What a request id was used for before.</summary>
/// <param name="MessageName">The command.</param>
/// <param name="Fingerprint">Of the command; null if its answer is kept elsewhere (a case knows its own).</param>
internal sealed record EarlierAnswer(string MessageName, byte[]? Fingerprint);
