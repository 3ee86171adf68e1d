namespace Offboarding.Dashboard.Pages.Trends;

/// <summary>What happened in a week.</summary>
/// <param name="Row">The figures.</param>
/// <param name="Steps">Steps that failed then, with how many cases and attempts.</param>
public sealed record TrendWeek(WeekRow Row, IReadOnlyList<StepRate> Steps);
