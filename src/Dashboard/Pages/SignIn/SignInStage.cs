namespace Offboarding.Dashboard.Pages.SignIn;

/// <summary>What the sign-in page says.</summary>
public enum SignInStage
{
    /// <summary>Nobody is signed in; the link is in the log.</summary>
    Waiting,

    /// <summary>A link that was used, has run out or is not ours.</summary>
    Refused,

    /// <summary>A new link is in the log.</summary>
    Shown,

    /// <summary>A link was asked for a moment ago.</summary>
    TooSoon,

    /// <summary>Signed in.</summary>
    Done,
}
