using Npgsql;

namespace Offboarding.Worker.Steps;

/// <summary>One batch of one step.</summary>
/// <param name="Connection">With the batch's open transaction; whatever is written here commits together.</param>
/// <param name="Step">The step's row, locked.</param>
/// <param name="BatchSize">Most items to take.</param>
/// <param name="Contended">The batch has just failed with <see cref="BatchContendedException"/>: lock first this time.</param>
public sealed record StepContext(NpgsqlConnection Connection, StepRow Step, int BatchSize, bool Contended = false);
