namespace Offboarding.Dashboard.Live;

/// <summary>A piece of a page that is replaced when what it shows has changed.</summary>
/// <param name="Id">The id of its element.</param>
/// <param name="State">What it shows, as text: rendered again only when this differs.</param>
/// <param name="Render">Makes the HTML, marked to be morphed into the element with the same id.</param>
public sealed record LivePart(string Id, string State, Func<Task<string>> Render);
