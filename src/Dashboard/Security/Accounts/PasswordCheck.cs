using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Offboarding.Dashboard.Security.Accounts;

/// <summary>Passwords are kept as ASP.NET Core hashes them (PBKDF2 with a salt of each); nobody can read them back.</summary>
public static class PasswordCheck
{
    private static readonly PasswordHasher<AccountOptions> Hasher = new();

    /// <summary>Takes as long for an account that does not exist.</summary>
    private static readonly AccountOptions Nobody = new() { PasswordHash = Hash(Guid.NewGuid().ToString()) };

    /// <summary>For <c>Dashboard:SignIn:Accounts:{name}:PasswordHash</c>.</summary>
    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Whether the password is the account's; null: there is no such account, which takes as long to say.</summary>
    public static bool IsRight(AccountOptions? account, string password) =>
        Hasher.VerifyHashedPassword(null!, (account ?? Nobody).PasswordHash, password) != PasswordVerificationResult.Failed && account is not null;

    /// <summary>Whether a setting is a hash at all.</summary>
    public static bool IsHash(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) && length > 40 && bytes[0] is 0 or 1;
    }

    /// <summary>Tells one password of an account from the next, and says nothing about it.</summary>
    public static string Stamp(AccountOptions account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account.PasswordHash)))[..16];
}
