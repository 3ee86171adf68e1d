namespace Offboarding.Dashboard.Security.Accounts;

/// <summary>
/// Slows down whoever guesses: after five wrong passwords for an account, or twenty from an address, nobody gets a further try for a
/// minute, and twice as long after each further wrong one, up to an hour. The right password forgives the account. Counted by this process.
/// </summary>
public sealed class PasswordGuesses(TimeProvider time)
{
    private const int PerAccount = 5;
    private const int PerAddress = 20;
    private const int Remembered = 10_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Wrong, DateTimeOffset Until, DateTimeOffset Last)> wrong = [];

    /// <summary>How long nobody may try; null: go ahead.</summary>
    public TimeSpan? Pause(string account, string address)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            DateTimeOffset until = Keys(account, address).Max(key => wrong.GetValueOrDefault(key.Key).Until);
            return until > now ? until - now : null;
        }
    }

    /// <summary>Remembers a wrong password.</summary>
    public void Add(string account, string address)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach (string old in wrong.Where(entry => entry.Value.Last + 2 * LongestPause < now).Select(static entry => entry.Key).ToList())
            {
                wrong.Remove(old);
            }

            foreach ((string key, int free) in Keys(account, address))
            {
                int count = wrong.GetValueOrDefault(key).Wrong + 1;
                TimeSpan pause = count < free ? TimeSpan.Zero : FirstPause * Math.Pow(2, Math.Min(count - free, 10));
                if (wrong.Count < Remembered || wrong.ContainsKey(key))
                {
                    wrong[key] = (count, now + (pause > LongestPause ? LongestPause : pause), now);
                }
            }
        }
    }

    /// <summary>The password was right.</summary>
    public void Forgive(string account)
    {
        lock (gate)
        {
            wrong.Remove(Keys(account, "")[0].Key);
        }
    }

    private static (string Key, int Free)[] Keys(string account, string address) => [("account " + account, PerAccount), ("address " + address, PerAddress)];
}
