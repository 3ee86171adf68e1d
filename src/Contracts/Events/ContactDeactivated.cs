namespace Offboarding.Contracts;

/// <summary>The contact is inactive and cannot sign in (E1).</summary>
public sealed record ContactDeactivated : ContactEvent
{
    /// <summary>Sessions of its sign-in account that were open until now.</summary>
    public required int SessionsEnded { get; init; }
}
