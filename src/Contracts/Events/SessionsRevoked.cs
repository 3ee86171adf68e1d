namespace Offboarding.Contracts;

/// <summary>Every session and API token of the leaver has ended (D2).</summary>
public sealed record SessionsRevoked : OffboardingEvent
{
    /// <summary>Sessions that were open until now.</summary>
    public required int Sessions { get; init; }

    /// <summary>API tokens that were valid until now.</summary>
    public required int ApiTokens { get; init; }
}
