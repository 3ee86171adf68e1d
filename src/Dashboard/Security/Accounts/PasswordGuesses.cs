using System.Net;
using System.Net.Sockets;

namespace Offboarding.Dashboard.Security.Accounts;

/// <summary>
/// Slows down whoever guesses: after five wrong passwords for an account from one address, or twenty from that address for any, nobody there gets
/// a further try for a minute, and twice as long after each further wrong one, up to an hour. Others are not held up, so nobody can lock somebody
/// out from elsewhere. The right password forgives that account at that address. Counted by this process.
/// </summary>
public sealed class PasswordGuesses(TimeProvider time)
{
    /// <summary>How many pairs and addresses are remembered at most. Where there are more, those that were wrong longest ago are forgotten.</summary>
    internal const int Remembered = 10_000;

    private const int PerAccount = 5;
    private const int PerAddress = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(string? Account, string Address), (int Wrong, DateTimeOffset Until, DateTimeOffset Last)> wrong = [];

    /// <summary>How many are remembered now.</summary>
    internal int Count
    {
        get
        {
            lock (gate)
            {
                return wrong.Count;
            }
        }
    }

    /// <summary>How long nobody at this address may try; null: go ahead.</summary>
    public TimeSpan? Pause(string account, IPAddress? address)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            DateTimeOffset until = Keys(account, address).Max(key => wrong.GetValueOrDefault(key.Key).Until);
            return until > now ? until - now : null;
        }
    }

    /// <summary>Remembers a wrong password.</summary>
    public void Add(string account, IPAddress? address)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach (((string? Account, string Address) key, int free) in Keys(account, address))
            {
                int count = wrong.GetValueOrDefault(key).Wrong + 1;
                TimeSpan pause = count < free ? TimeSpan.Zero : FirstPause * Math.Pow(2, Math.Min(count - free, 10));
                wrong[key] = (count, now + (pause > LongestPause ? LongestPause : pause), now);
            }

            if (wrong.Count > Remembered)
            {
                // A tenth at once: the table is sorted now and then, not for each guess.
                foreach ((string?, string) old in wrong.OrderBy(static entry => entry.Value.Last).Take(Remembered / 10).Select(static entry => entry.Key).ToList())
                {
                    wrong.Remove(old);
                }
            }
        }
    }

    /// <summary>The password was right.</summary>
    public void Forgive(string account, IPAddress? address)
    {
        lock (gate)
        {
            wrong.Remove(Keys(account, address)[0].Key);
        }
    }

    private static ((string? Account, string Address) Key, int Free)[] Keys(string account, IPAddress? address)
    {
        string place = Place(address);
        return [((account, place), PerAccount), ((null, place), PerAddress)];
    }

    /// <summary>With IPv6 whoever has one address has a network of 2^64 of them.</summary>
    private static string Place(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
