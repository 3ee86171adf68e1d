using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Access;

/// <summary>An entry of the access log. Times are UTC.</summary>
public sealed record AccessRow
{
    public long Id { get; init; }

    public DateTime At { get; init; }

    public string Event { get; init; } = "";

    [PersonalData(Personal.Actor)]
    public string? Actor { get; init; }

    public string? Way { get; init; }

    public string? Address { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }
}
