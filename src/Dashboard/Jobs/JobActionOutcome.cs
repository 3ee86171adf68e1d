using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Jobs;

/// <summary>What is known of a command about jobs, a moment after it was sent.</summary>
internal sealed record JobActionOutcome
{
    public required bool WorkerAlive { get; init; }

    /// <summary>The worker has answered for every job.</summary>
    public required bool Answered { get; init; }

    /// <summary>Hangfire's lists show it.</summary>
    public required bool Moved { get; init; }

    /// <summary>For how many jobs it was possible; null until it is answered.</summary>
    public int? Done { get; init; }

    /// <summary>Why it was not possible for most of the others; null: there are none.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Why the worker refused it; null: it did not.</summary>
    public string? Refusal { get; init; }

    public bool IsComplete => (Answered && Moved) || Refusal is not null;

    /// <summary>What the person is told (pure).</summary>
    public string ToText(JobButton button, int asked)
    {
        string jobs = Words.Count(asked, "job");
        return this switch
        {
            { Refusal: { } refusal } => $"The worker refused: {refusal}",
            { Answered: true } when Done < asked =>
                $"{(Done is 0 ? "Nothing was done" : $"{Words.Number(Done ?? 0)} of {jobs} {button.Done}, the others were not changed")}{(WhyNot is null ? "" : $": {WhyNot.TrimEnd('.')}")}.",
            { Answered: true } => $"{jobs} {button.Done}.",
            { Done: { } done } =>
                $"{Words.Number(done)} of {jobs} {button.Done} so far. The worker is working on the others: reload the page in a moment.",
            { WorkerAlive: false } => $"No worker is running. The request to {button.Verb} {jobs} is stored, and the next worker that starts carries it out.",
            _ => $"Requested: {button.Verb} {jobs}. The worker has not finished yet; reload the page in a moment.",
        };
    }
}
