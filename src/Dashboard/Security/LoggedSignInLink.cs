namespace Offboarding.Dashboard.Security;

internal sealed class LoggedSignInLink(ILogger<OneTimeSignIn> logger) : ISignInLinkOutput
{
    public void Show(Uri link, TimeSpan lifetime) =>
        logger.LogInformation("Sign in to the dashboard, once, within {Minutes:0} minutes: {Link}", lifetime.TotalMinutes, link);
}
