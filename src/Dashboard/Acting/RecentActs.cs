namespace Offboarding.Dashboard.Acting;

/// <summary>
/// Acts of the last half minute. Between a click and the worker that acts on it the rows look as before: a second click, or a
/// second operator, must hear that it is on its way instead of sending the command again.
/// </summary>
public sealed class RecentActs(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, Act> acts = [];

    /// <inheritdoc />
    public void Dispose() => turn.Dispose();

    /// <summary>Acts, or tells who did so before.</summary>
    /// <param name="target">What is acted on, in the state it has now.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="send">Sends the command and returns the operation id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(Act Act, bool New)> OnceAsync(string target, string actor, Func<Task<Guid>> send, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            DateTime now = time.GetUtcNow().UtcDateTime;
            foreach (string old in acts.Where(act => act.Value.At + Kept < now).Select(act => act.Key).ToList())
            {
                acts.Remove(old);
            }

            if (acts.TryGetValue(target, out Act? before))
            {
                return (before, false);
            }

            var act = new Act(actor, now, await send());
            acts[target] = act;
            return (act, true);
        }
        finally
        {
            turn.Release();
        }
    }
}
