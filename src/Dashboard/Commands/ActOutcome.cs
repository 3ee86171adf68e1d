using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Commands;

/// <summary>What became of an act: asked for, or declined with the reason.</summary>
/// <param name="Sent">Whether a command was sent.</param>
/// <param name="Text">What happened, in words.</param>
/// <param name="Operation">The operation id, of this act or of the one that came before it.</param>
/// <param name="By">Who acted before, where that is why this one was declined.</param>
/// <param name="At">When that was, UTC.</param>
/// <param name="Did">What they did, a verb in the past tense such as "retried"; null: it is not known.</param>
public sealed record ActOutcome(
    bool Sent, string Text, Guid? Operation = null, [property: PersonalData(Personal.Actor)] string? By = null, DateTime? At = null, string? Did = null);
