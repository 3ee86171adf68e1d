using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Offboarding.Dashboard.Security.Oidc;

/// <summary>
/// Who somebody of a provider is in the audit trail: <c>ines (oidc:0123456789abcdef)</c>. The brackets are made of issuer and subject, which
/// never change and belong to one person; the name before them can be given to somebody else. No account of our own may be called so.
/// </summary>
internal static partial class OidcIdentity
{
    /// <summary>The longest name that leaves room for the brackets in the 200 characters of an actor.</summary>
    public const int LongestName = 200 - 24;

    /// <summary>The actor.</summary>
    public static string Of(string issuer, string subject, string name) =>
        $"{name} (oidc:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")))[..16]})";

    /// <summary>Whether a name ends like one of a provider.</summary>
    public static bool IsOne(string actor) => Ending().IsMatch(actor);

    /// <summary>The name that a person reads, and what follows it.</summary>
    public static (string Name, string Ending) Parts(string actor) =>
        Ending().Match(actor) is { Success: true } ending ? (actor[..ending.Index], ending.Value) : (actor, "");

    [GeneratedRegex(@"\s*\(oidc:[^)]*\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();
}
