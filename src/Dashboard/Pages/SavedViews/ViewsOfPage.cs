namespace Offboarding.Dashboard.Pages.SavedViews;

/// <summary>What is saved of the page that is shown.</summary>
/// <param name="Page">The page.</param>
/// <param name="Query">Its filters as they are now, as far as they can be kept.</param>
/// <param name="Rows">What this person sees.</param>
/// <param name="Actor">This person.</param>
public sealed record ViewsOfPage(SavablePage Page, string Query, IReadOnlyList<SavedViewRow> Rows, string Actor);
