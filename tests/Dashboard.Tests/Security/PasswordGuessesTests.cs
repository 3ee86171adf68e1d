using Microsoft.Extensions.Time.Testing;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Security.Accounts;
using Offboarding.Dashboard.Security.TrustedProxy;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>The decisions of signing in, without a server.</summary>
public sealed class PasswordGuessesTests
{
    [Fact]
    public void The_pause_doubles_and_the_right_password_forgives()
    {
        var clock = new FakeTimeProvider();
        var guesses = new PasswordGuesses(clock);
        for (int i = 0; i < 4; i++)
        {
            guesses.Add("ines", "10.0.0.1");
        }

        guesses.Pause("ines", "10.0.0.1").ShouldBeNull();
        guesses.Add("ines", "10.0.0.1");
        guesses.Pause("ines", "10.0.0.2").ShouldBe(TimeSpan.FromMinutes(1));
        guesses.Pause("bert", "10.0.0.1").ShouldBeNull();
        clock.Advance(TimeSpan.FromMinutes(1));
        guesses.Pause("ines", "10.0.0.1").ShouldBeNull();
        guesses.Add("ines", "10.0.0.1");
        guesses.Pause("ines", "10.0.0.1").ShouldBe(TimeSpan.FromMinutes(2));
        for (int i = 0; i < 20; i++)
        {
            guesses.Add("ines", "10.0.0.1");
        }

        guesses.Pause("ines", "10.0.0.2").ShouldBe(TimeSpan.FromHours(1));
        guesses.Forgive("ines");
        guesses.Pause("ines", "10.0.0.2").ShouldBeNull();
        guesses.Pause("bert", "10.0.0.1").ShouldNotBeNull("an address that guesses is held back whomever it tries next");
    }

    [Fact]
    public void A_password_is_kept_as_a_hash_of_its_own()
    {
        var account = new AccountOptions { PasswordHash = PasswordCheck.Hash("correct horse battery"), Role = Role.Viewer };
        PasswordCheck.IsRight(account, "correct horse battery").ShouldBeTrue();
        PasswordCheck.IsRight(account, "correct horse batterie").ShouldBeFalse();
        PasswordCheck.IsRight(null, "correct horse battery").ShouldBeFalse();
        PasswordCheck.Hash("correct horse battery").ShouldNotBe(account.PasswordHash);
        PasswordCheck.IsHash(account.PasswordHash).ShouldBeTrue();
        PasswordCheck.IsHash("correct horse battery").ShouldBeFalse();
        PasswordCheck.IsHash("").ShouldBeFalse();
    }

    [Theory]
    [InlineData("10.0.0.4", true)]
    [InlineData("::ffff:10.0.0.4", true)]
    [InlineData("10.1.255.1", true)]
    [InlineData("10.0.0.5", false)]
    [InlineData("::1", false)]
    public void A_proxy_is_trusted_by_its_address(string address, bool trusted) =>
        TrustedProxyHandler.IsTrusted(System.Net.IPAddress.Parse(address), "10.0.0.4, 10.1.0.0/16").ShouldBe(trusted);
}
