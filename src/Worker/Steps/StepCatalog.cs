using Offboarding.Contracts;
using Offboarding.Worker.Cases;

namespace Offboarding.Worker.Steps;

/// <summary>Every registered step by name.</summary>
public sealed class StepCatalog(IEnumerable<IOffboardingStep> steps)
{
    private readonly Dictionary<string, IOffboardingStep> _steps = steps.ToDictionary(s => s.Name);

    /// <summary>The steps a case needs, in the order they start.</summary>
    public IReadOnlyList<IOffboardingStep> For(CaseKind kind, HandoverPlan plan) =>
        [.. _steps.Values.Where(s => s.AppliesTo(kind, plan)).OrderBy(s => s.Phase).ThenBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>The steps that run on a queue.</summary>
    public string[] NamesOn(StepLane lane) => [.. _steps.Values.Where(s => s.Lane == lane).Select(s => s.Name)];

    /// <summary>The step of that name, or null: a row may be older or newer than this build.</summary>
    public IOffboardingStep? Find(string name) => _steps.GetValueOrDefault(name);
}
