namespace Offboarding.Dashboard.Pages.Export;

/// <summary>A column of a file.</summary>
/// <param name="Name">Its head in CSV, and the name of the field in JSON.</param>
/// <param name="Value">What a row has there: text, an id, a number, a time (UTC), a list of JSON, or nothing.</param>
public sealed record Column<TRow>(string Name, Func<TRow, object?> Value);
