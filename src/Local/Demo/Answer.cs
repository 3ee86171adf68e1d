namespace Offboarding.Local.Demo;

/// <summary>What became of a request: a case, or something that was done at once.</summary>
/// <param name="CaseId">The case it opened; null: none.</param>
/// <param name="Text">What was done, in one line.</param>
internal sealed record Answer(Guid? CaseId, string Text);
