namespace Offboarding.Dashboard.Live;

/// <summary>The live part of a page at one moment.</summary>
/// <param name="Shape">Which parts there are, in which order: if this differs, the whole is sent.</param>
/// <param name="Whole">Makes the HTML of all of it.</param>
/// <param name="Parts">The pieces.</param>
public sealed record LiveContent(string Shape, Func<Task<string>> Whole, IReadOnlyList<LivePart> Parts);
