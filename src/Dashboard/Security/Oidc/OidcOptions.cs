using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Offboarding.Dashboard.Security.Oidc;

/// <summary>OAuth's, without what the provider says about itself: its addresses and keys are read when they are needed.</summary>
internal sealed class OidcOptions : OAuthOptions
{
    /// <summary>Reads the provider's description and keys, and keeps them for a while.</summary>
    public IConfigurationManager<OpenIdConnectConfiguration> Provider { get; set; } = null!;

    public OidcSignInOptions Settings { get; set; } = null!;

    public override void Validate()
    {
        // OAuthOptions wants a secret and fixed addresses. DashboardOptionsCheck has looked at what is needed here.
    }
}
