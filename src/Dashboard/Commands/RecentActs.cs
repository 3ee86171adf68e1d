namespace Offboarding.Dashboard.Commands;

/// <summary>
/// Acts of the last half minute. Between a click and the worker that acts on it the rows look as before: a second click, or a
/// second operator, must hear that it is on its way instead of sending the command again. Only those who act on the same thing wait for each other.
/// </summary>
public sealed class RecentActs(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly Lock turn = new();
    private readonly Dictionary<string, Sending> acts = [];

    /// <summary>Acts, or tells who did so before.</summary>
    /// <param name="target">What is acted on, in the state it has now.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="send">Sends the command and returns the operation id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(Act Act, bool New)> OnceAsync(string target, string actor, Func<Task<Guid>> send, CancellationToken cancellationToken)
    {
        while (true)
        {
            (Sending sending, bool isNew) = Begin(target);
            if (isNew)
            {
                return (await SendAsync(target, actor, sending, send), true);
            }

            // Null: it could not be sent; then it is this one's turn.
            if (await sending.Sent.Task.WaitAsync(cancellationToken) is { } before)
            {
                return (before, false);
            }
        }
    }

    private (Sending Sending, bool IsNew) Begin(string target)
    {
        lock (turn)
        {
            DateTime now = time.GetUtcNow().UtcDateTime;
            foreach (string old in acts.Where(act => act.Value.Sent.Task.IsCompleted && act.Value.At + Kept < now).Select(act => act.Key).ToList())
            {
                acts.Remove(old);
            }

            if (acts.TryGetValue(target, out Sending? before))
            {
                return (before, false);
            }

            var sending = new Sending(now);
            acts[target] = sending;
            return (sending, true);
        }
    }

    private async Task<Act> SendAsync(string target, string actor, Sending sending, Func<Task<Guid>> send)
    {
        Act? act = null;
        try
        {
            act = new Act(actor, sending.At, await send());
            return act;
        }
        finally
        {
            if (act is null)
            {
                lock (turn)
                {
                    acts.Remove(target);
                }
            }

            sending.Sent.SetResult(act);
        }
    }

    private sealed record Sending(DateTime At)
    {
        public TaskCompletionSource<Act?> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Somebody did something.</summary>
public sealed record Act(string By, DateTime At, Guid Operation);
