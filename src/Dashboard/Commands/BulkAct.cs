namespace Offboarding.Dashboard.Commands;

/// <summary>Something that can be asked for of many at once. What it does to each is what the single act does.</summary>
/// <param name="Kind">Of the operation: <c>pause-cases</c>.</param>
/// <param name="Label">In the list of acts.</param>
/// <param name="Permission">What one needs besides <c>retry-in-bulk</c>: that of the single act.</param>
/// <param name="AsksInAName">It is asked for on behalf of an admin or owner, so all of them are of one workspace (docs/adr/0020).</param>
/// <param name="Explains">What it does, in a sentence or two.</param>
public sealed record BulkAct(string Kind, string Label, string Permission, bool AsksInAName, string Explains);
