using Npgsql;

namespace Offboarding.Worker.Steps;

/// <summary>
/// The seam to the engine that runs steps (design, section 9). Nothing else in this folder knows which one it is.
/// </summary>
public interface IStepDispatcher
{
    /// <summary>Has a slice run soon after the connection's transaction commits, at least once.</summary>
    Task DispatchAsync(NpgsqlConnection connection, RunStep run, StepLane lane, CancellationToken cancellationToken);

    /// <summary>
    /// How long after a retry was due the sweep rings it. Zero: the sweep is what retries. An engine with a clock of its own gets
    /// this much time, and the sweep catches what it lost.
    /// </summary>
    TimeSpan RetryGrace => TimeSpan.Zero;
}
