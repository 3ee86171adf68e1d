using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>Somebody a pasted list names.</summary>
public sealed record ListedPerson
{
    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    [PersonalData(Personal.Email)]
    public string Email { get; init; } = "";

    public string Status { get; init; } = "";
}
