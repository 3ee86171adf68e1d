namespace Offboarding.Integration.Tests.Approvals;

/// <summary>Whether two names in the audit trail may be one person, whichever way they came in: then one of them does not approve what the other sent.</summary>
public sealed class SameOperatorTests(Servers servers)
{
    [Theory]
    [InlineData("ines", "Ines ", true)]
    [InlineData("ines", "bert", false)]
    [InlineData("ines", "ines (oidc:0123456789abcdef)", true)]
    [InlineData("ines (oidc:0123456789abcdef)", "ines prem (oidc:0123456789abcdef)", true)]
    [InlineData("bert (oidc:0123456789abcdef)", "ines (oidc:fedcba9876543210)", false)]
    [InlineData("ines (oidc:x)", "ines", false)]
    public async Task A_name_and_an_identity_at_a_provider_each_tell_who_somebody_is(string one, string other, bool same)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        (await database.ReadAsync<bool>("SELECT workspace.is_same_operator(@one, @other)", ("one", one), ("other", other))).ShouldBe(same);
        (await database.ReadAsync<bool>("SELECT workspace.is_same_operator(@one, @other)", ("one", other), ("other", one))).ShouldBe(same);
    }
}
