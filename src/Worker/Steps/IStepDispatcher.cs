using Npgsql;

namespace Offboarding.Worker.Steps;

/// <summary>
/// The seam to the engine that runs steps (design, section 9). Nothing else in this folder knows which one it is.
/// </summary>
public interface IStepDispatcher
{
    /// <summary>Has a slice run soon after the connection's transaction commits, at least once.</summary>
    Task DispatchAsync(NpgsqlConnection connection, RunStep run, StepLane lane, CancellationToken cancellationToken);
}
