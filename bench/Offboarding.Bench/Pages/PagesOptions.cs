namespace Offboarding.Bench.Pages;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Finished">Cases of the last two years.</param>
/// <param name="Running">Cases of today, a tenth of which need attention.</param>
/// <param name="Viewers">Open live pages.</param>
/// <param name="Database">Where the cases are kept for the next run; null: a database of this run.</param>
internal sealed record PagesOptions(int Finished, int Running, int Viewers, string? Database);
