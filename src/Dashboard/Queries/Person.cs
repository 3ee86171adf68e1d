using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Queries;

/// <summary>Somebody a plan names.</summary>
public sealed record Person
{
    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    public string Status { get; init; } = "";
}
