using Npgsql;
using Offboarding.Contracts;

namespace Offboarding.Worker.Steps;

/// <summary>
/// A step that is nearly always one small batch, a few statements that need nothing of each other: it can run in the transaction that opens its case, in
/// the same round trip as others (<see cref="ShortSteps"/>). It is a whole step all the same, for what cannot be done there.
/// </summary>
internal interface IShortStep : IOffboardingStep
{
    /// <summary>Adds the statements of the first batch, which is the last one too. They find neither the case nor its steps: those are written after them.</summary>
    void Add(NpgsqlBatch batch, StepRow step, int batchSize);

    /// <summary>Reads their results, from the first one that is theirs, and moves to the one that follows.</summary>
    Task<ShortBatch> ReadAsync(NpgsqlDataReader results, StepRow step, int batchSize, CancellationToken cancellationToken);
}

/// <summary>What a short step did.</summary>
/// <param name="Batch">Items dealt with; one that is not finished is undone, and runs in batches.</param>
/// <param name="Said">What the world should know; null: nothing.</param>
/// <param name="AccessEnded">UTC, when it ended all access, by the database's clock; null: it did not.</param>
internal sealed record ShortBatch(BatchResult Batch, OffboardingEvent? Said, DateTime? AccessEnded = null);
