namespace Offboarding.Worker.Infrastructure.Telemetry;

/// <summary>
/// Keeps what is counted within a transaction until it has committed: what was rolled back did not happen, and what is tried again is counted
/// once. Nobody listens: there is no tally. One that is not committed counts nothing, which is right for an answer that is given again.
/// </summary>
internal sealed class Tally : IDisposable
{
    private static readonly AsyncLocal<Tally?> Open = new();

    private readonly List<Action> _counted = [];
    private readonly Tally? _around;

    private Tally(Tally? around) => _around = around;

    public static Tally? Begin() => Measures.AreOn ? Open.Value = new Tally(Open.Value) : null;

    /// <summary>Counts after the commit, or at once where no transaction is open.</summary>
    public static void Add(Action count)
    {
        if (Open.Value is { } tally)
        {
            tally._counted.Add(count);
        }
        else
        {
            count();
        }
    }

    public void Commit()
    {
        foreach (Action count in _counted)
        {
            count();
        }

        _counted.Clear();
    }

    /// <summary>Leaves the counting to the tally around it: what it was open for succeeded, and is part of a larger transaction.</summary>
    public void PassOn()
    {
        _around?._counted.AddRange(_counted);
        _counted.Clear();
    }

    public void Dispose() => Open.Value = _around;
}
