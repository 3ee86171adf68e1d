namespace Offboarding.Dashboard;

/// <summary>What a request of htmx is told by.</summary>
internal static class Htmx
{
    /// <summary>Whether htmx sent it: the answer is a part of a page, not a page.</summary>
    public static bool IsHtmx(this HttpRequest request) => request.Headers.ContainsKey("HX-Request");
}
