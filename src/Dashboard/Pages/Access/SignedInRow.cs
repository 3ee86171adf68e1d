using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Access;

/// <summary>Somebody who is signed in, with all their sessions. Times are UTC.</summary>
public sealed record SignedInRow
{
    /// <summary>The newest of the sessions.</summary>
    public Guid Id { get; init; }

    /// <summary>As they are called in the audit trail: what their sessions are ended by.</summary>
    [PersonalData(Personal.Actor)]
    public string Actor { get; init; } = "";

    /// <summary>link, account, oidc; several with commas between.</summary>
    public string Ways { get; init; } = "";

    public string? Addresses { get; init; }

    public long Sessions { get; init; }

    public DateTime BeganAt { get; init; }

    /// <summary>When the last of them ends in any case.</summary>
    public DateTime EndsAt { get; init; }
}
