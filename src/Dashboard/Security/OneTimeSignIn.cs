using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Offboarding.Dashboard.Security;

/// <summary>
/// Makes links that sign in once. Only the hash of a token is kept, and it is compared in constant time; a link that was used,
/// has run out or belongs to another process is worth nothing.
/// </summary>
public sealed class OneTimeSignIn(TimeProvider time, IOptions<DashboardOptions> options)
{
    private const int OpenLinks = 5;

    private readonly Lock gate = new();
    private readonly List<OpenLink> open = [];

    /// <summary>Makes a link. The five newest work; older ones do not any more.</summary>
    /// <param name="dashboard">Where the dashboard is, for example <c>http://127.0.0.1:5080</c>.</param>
    /// <returns>For example <c>http://127.0.0.1:5080/sign-in?token=...</c>.</returns>
    public Uri CreateLink(Uri dashboard)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        lock (gate)
        {
            open.Add(new OpenLink(Hash(token), time.GetUtcNow() + options.Value.SignIn.LinkLifetime));
            if (open.Count > OpenLinks)
            {
                open.RemoveAt(0);
            }
        }

        return new Uri(options.Value.PublicUrl ?? dashboard, $"sign-in?token={token}");
    }

    /// <summary>Uses a token up to sign in. If that fails, because the database is away, the token can be used again.</summary>
    /// <returns>Whether it was one of ours, in time and not used before.</returns>
    public async Task<bool> RedeemAsync(string? token, Func<Task> signIn)
    {
        if (Take(Hash(token ?? "")) is not { } link)
        {
            return false;
        }

        try
        {
            await signIn();
            return true;
        }
        catch
        {
            lock (gate)
            {
                open.Insert(0, link);
            }

            throw;
        }
    }

    private OpenLink? Take(byte[] hash)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            open.RemoveAll(link => link.ExpiresAt <= now);
            OpenLink? found = null;
            foreach (OpenLink link in open)
            {
                if (CryptographicOperations.FixedTimeEquals(link.Hash, hash))
                {
                    found = link;
                }
            }

            return found is not null && open.Remove(found) ? found : null;
        }
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed record OpenLink(byte[] Hash, DateTimeOffset ExpiresAt);
}
