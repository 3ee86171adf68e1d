namespace Offboarding.Dashboard.Pages.New;

/// <summary>One line of a pasted list or a CSV file.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Who">An email address or an id, as written.</param>
/// <param name="LastDate">A last day of their own; null: that of the list.</param>
/// <param name="Problem">Why the line cannot be read; null: it can.</param>
public sealed record ListLine(int Number, string Who, DateOnly? LastDate, string? Problem);
