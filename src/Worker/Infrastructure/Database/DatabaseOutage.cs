namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>How long a message that cannot do without the database waits until the next try.</summary>
internal static class DatabaseOutage
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <param name="attempt">0 is the first.</param>
    public static TimeSpan PauseAfter(int attempt) => FirstPause * Math.Min(Math.Pow(2, Math.Min(attempt, 20)), LongestPause / FirstPause);
}
