namespace Offboarding.Dashboard.Pages.SignIn;

/// <summary>What the sign-in page says.</summary>
public enum SignInStage
{
    /// <summary>Nobody is signed in.</summary>
    Waiting,

    /// <summary>A link that was used, has run out or is not ours.</summary>
    Refused,

    /// <summary>A new link is in the log.</summary>
    Shown,

    /// <summary>A link was asked for a moment ago.</summary>
    TooSoon,

    /// <summary>No such account, or not its password.</summary>
    WrongPassword,

    /// <summary>Too many wrong passwords.</summary>
    Locked,

    /// <summary>The provider did not answer, or did not let somebody in.</summary>
    ProviderFailed,

    /// <summary>Signed in.</summary>
    Done,
}
