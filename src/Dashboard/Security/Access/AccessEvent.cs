using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Offboarding.Dashboard.Security.Access;

/// <summary>
/// Who came in or not, who was refused, who read personal data. One line for a SIEM, one row of the access log. It names people of the dashboard and
/// the address that was asked for, never what was in the answer; a question mark and what follows it are left out, because a search may name people.
/// </summary>
/// <param name="At">UTC.</param>
/// <param name="Event">One of the constants.</param>
/// <param name="Actor">Who; null: nobody who is known. What was typed as a name is not kept: it may be a password.</param>
/// <param name="Way">How they came in, or tried to: <c>link</c>, <c>account</c>, <c>oidc</c>, <c>proxy</c>.</param>
/// <param name="Session">The id of the session.</param>
/// <param name="Address">The browser's.</param>
/// <param name="Method">HTTP.</param>
/// <param name="Path">HTTP.</param>
/// <param name="Issuer">Of an identity at a provider.</param>
/// <param name="Subject">Of an identity at a provider.</param>
public sealed record AccessEvent(
    DateTimeOffset At, string Event, string? Actor, string? Way, Guid? Session, string? Address, string? Method, string? Path, string? Issuer, string? Subject)
{
    public const string SignedIn = "signed-in";

    public const string SignInFailed = "sign-in-failed";

    public const string SignedOut = "signed-out";

    /// <summary>An admin or the provider ended sessions of somebody else.</summary>
    public const string SessionsEnded = "sessions-ended";

    /// <summary>Somebody who is signed in asked for what they have no permission for.</summary>
    public const string Denied = "denied";

    /// <summary>Somebody with the permission to see personal data read a page that has some; once in ten minutes for a session and an address.</summary>
    public const string PersonalDataRead = "personal-data-read";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>About this request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">One of the constants.</param>
    /// <param name="user">Who is meant; null: who makes the request.</param>
    /// <param name="way">Which way in; null: the user's.</param>
    public static AccessEvent Of(HttpContext context, string name, ClaimsPrincipal? user = null, string? way = null)
    {
        user ??= context.User;
        string path = context.Request.PathBase + context.Request.Path;
        return new AccessEvent(
            context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), name, Short(user.Identity?.Name, 200), way ?? user.FindFirstValue(Security.SignedIn.WayClaim),
            user.Session(), context.Connection.RemoteIpAddress?.ToString(), context.Request.Method, Short(path, 500),
            user.FindFirstValue(Security.SignedIn.IssuerClaim), user.FindFirstValue(Security.SignedIn.SubjectClaim));
    }

    /// <summary>As one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Form);

    private static string? Short(string? text, int most) => text?.Length > most ? text[..most] : text;
}
