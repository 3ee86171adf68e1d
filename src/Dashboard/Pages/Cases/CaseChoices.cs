namespace Offboarding.Dashboard.Pages.Cases;

/// <summary>What can be chosen above the list of cases.</summary>
/// <param name="Workspaces">Names, the first 200 of the alphabet.</param>
/// <param name="Steps">Names of steps that cases are at now.</param>
public sealed record CaseChoices(IReadOnlyList<string> Workspaces, IReadOnlyList<string> Steps);
