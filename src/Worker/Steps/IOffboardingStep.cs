using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;

namespace Offboarding.Worker.Steps;

/// <summary>
/// One capability of an offboarding. The runner does the rest: slices, one transaction a batch, progress, attempts. A step
/// reads what is left to do from the rows each time, so running it again is always safe. See docs/design/steps.md.
/// </summary>
public interface IOffboardingStep
{
    /// <summary>A verb and a noun in kebab-case; the same in folder, SQL files, tests and dashboard.</summary>
    string Name { get; }

    /// <summary>1 ends access, 2 hands over and frees. Steps of a phase run in parallel.</summary>
    int Phase { get; }

    /// <summary>The queue.</summary>
    StepLane Lane { get; }

    /// <summary>Whether a case of that kind has anything for this step to do; decided once, when the case opens.</summary>
    bool AppliesTo(CaseKind kind, HandoverPlan plan);

    /// <summary>A policy of the workspace without which the step is not there; null: none is needed.</summary>
    string? Policy => null;

    /// <summary>The step changes what the workspace's lock guards; the runner takes it before the step's row (lock order, design, section 6).</summary>
    bool NeedsWorkspaceLock => false;

    /// <summary>How many items there are, for the progress bar; asked once, before the first batch.</summary>
    Task<long> CountAsync(StepContext context, CancellationToken cancellationToken);

    /// <summary>Does the next batch, in the context's transaction.</summary>
    /// <exception cref="StepCannotGoOnException">A rule says no; trying again would not help.</exception>
    /// <exception cref="RowsHeldException">There is nothing to do but to wait for somebody else.</exception>
    Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken);

    /// <summary>Says what the world should know once everything is done, in the transaction of the last batch; null: no more than that the step is done.</summary>
    Task<OffboardingEvent?> FinishAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult<OffboardingEvent?>(null);
}

/// <summary>One batch of one step.</summary>
/// <param name="Connection">With the batch's open transaction; whatever is written here commits together.</param>
/// <param name="Step">The step's row, locked.</param>
/// <param name="BatchSize">Most items to take.</param>
/// <param name="Contended">The batch has just failed with <see cref="BatchContendedException"/>: lock first this time.</param>
public sealed record StepContext(NpgsqlConnection Connection, StepRow Step, int BatchSize, bool Contended = false);

/// <summary>What a batch did.</summary>
/// <param name="Done">Items dealt with.</param>
/// <param name="Finished">Nothing is left.</param>
/// <param name="ResumeAfter">A hint for the next batch, kept in the step's row; what it means is the step's affair.</param>
public readonly record struct BatchResult(long Done, bool Finished, long ResumeAfter = 0);

/// <summary>Which queue a step runs on.</summary>
public enum StepLane
{
    /// <summary>Ends access; never waits behind bulk work.</summary>
    Lockout,

    /// <summary>Everything else.</summary>
    Work,
}

/// <summary>Somebody else writes the rows of a batch that did not lock them first; it is begun again, and a step that can locks first then.</summary>
public sealed class BatchContendedException(Exception? inner = null) : Exception("Somebody else writes the same rows.", inner);

/// <summary>
/// Somebody else holds rows that the batch has to wait for, for longer than it may keep its own locks. That is no failure: no attempt is counted, and the step
/// comes again after a pause.
/// </summary>
public sealed class RowsHeldException(Exception inner) : Exception("Somebody else holds rows of the step.", inner);

/// <summary>A rule says no to a step: it fails at once, without further attempts, and an operator decides.</summary>
/// <param name="reason">Who, what, why and what would help; shown in the dashboard.</param>
public sealed class StepCannotGoOnException(string reason) : Exception(reason);
