using Offboarding.Bench.Measuring;

namespace Offboarding.Bench.Reassign;

/// <summary>One offboarding by the worker.</summary>
internal sealed record WorkerRun
{
    public required int Recipients { get; init; }

    /// <summary>From the step's start to the completed case, by the database's clock.</summary>
    public required double Seconds { get; init; }

    /// <summary>From the step's start to its end, by the database's clock.</summary>
    public required double StepSeconds { get; init; }

    /// <summary>Waits of a writer on any of the leaver's conversations, milliseconds.</summary>
    public required Distribution OtherWriter { get; init; }

    /// <summary>Waits of a writer on those that are about to be moved: the worst case.</summary>
    public required Distribution WriterAhead { get; init; }

    /// <summary>CPU seconds of the worker's process.</summary>
    public required double WorkerCpuSeconds { get; init; }

    /// <summary>CPU seconds of the whole PostgreSQL server.</summary>
    public required double ServerCpuSeconds { get; init; }

    public required double MemoryStart { get; init; }

    /// <summary>Median of the second fifth of the run, when everything is warm.</summary>
    public required double MemoryEarly { get; init; }

    /// <summary>Median of the last fifth: flat if it is what it was.</summary>
    public required double MemoryLate { get; init; }

    public required double MemoryMax { get; init; }

    public required long LedgerRows { get; init; }
}
