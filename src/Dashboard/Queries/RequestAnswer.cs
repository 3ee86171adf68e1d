namespace Offboarding.Dashboard.Queries;

/// <summary>What became of a request.</summary>
/// <param name="What"><c>case</c>, <c>preview</c>, <c>done</c> for another command that was carried out, or <c>refusal</c>.</param>
/// <param name="Id">Its id.</param>
public sealed record RequestAnswer(string What, Guid Id);
