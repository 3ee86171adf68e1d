using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;

namespace Offboarding.Bench;

/// <summary>One measurement against its limit.</summary>
internal interface IScenario
{
    string Name { get; }

    Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken);
}

/// <summary>What a scenario hands back.</summary>
internal sealed record ScenarioOutcome(Machine Machine, IReadOnlyList<Figure> Figures, object Rounds);
