namespace Offboarding.Dashboard.Security;

/// <summary>What somebody may do. Each route names exactly one; an account carries its permissions as claims.</summary>
public static class Permission
{
    /// <summary>The type of the claim that carries a permission.</summary>
    public const string ClaimType = "offboarding.permission";

    /// <summary>See cases, steps, errors and messages.</summary>
    public const string View = "view";

    /// <summary>Run a failed step again.</summary>
    public const string Retry = "retry";

    /// <summary>Send a stored message again.</summary>
    public const string Replay = "replay";

    /// <summary>All of them: what the operator of the one-time link has.</summary>
    public static IReadOnlyList<string> All { get; } = [View, Retry, Replay];
}
