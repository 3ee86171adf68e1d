namespace Offboarding.Dashboard.Layout;

/// <summary>The names that the address of a page can have behind its question mark.</summary>
public sealed record KnownNames(IReadOnlyList<string> All);

/// <summary>How a route says which names it knows.</summary>
internal static class KnownNamesOfRoutes
{
    /// <summary>The route reads these.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, params string[] names) => route.WithMetadata(new KnownNames(names));
}
