using System.Net;
using Microsoft.Extensions.Time.Testing;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Security.Accounts;
using Offboarding.Dashboard.Security.TrustedProxy;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>The decisions of signing in, without a server.</summary>
public sealed class PasswordGuessesTests
{
    private static readonly IPAddress Desk = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("10.0.0.2");

    [Fact]
    public void The_pause_doubles_and_the_right_password_forgives()
    {
        var clock = new FakeTimeProvider();
        var guesses = new PasswordGuesses(clock);
        for (int i = 0; i < 4; i++)
        {
            guesses.Add("ines", Desk);
        }

        guesses.Pause("ines", Desk).ShouldBeNull();
        guesses.Add("ines", Desk);
        guesses.Pause("ines", Desk).ShouldBe(TimeSpan.FromMinutes(1));
        guesses.Pause("bert", Desk).ShouldBeNull();
        clock.Advance(TimeSpan.FromMinutes(1));
        guesses.Pause("ines", Desk).ShouldBeNull();
        guesses.Add("ines", Desk);
        guesses.Pause("ines", Desk).ShouldBe(TimeSpan.FromMinutes(2));
        guesses.Forgive("ines", Desk);
        guesses.Pause("ines", Desk).ShouldBeNull();
        for (int i = 0; i < 20; i++)
        {
            guesses.Add("ines", Desk);
        }

        guesses.Pause("bert", Desk).ShouldBe(TimeSpan.FromHours(1), "an address that guesses is held back whomever it tries next");
    }

    [Fact]
    public void Nobody_can_lock_somebody_out_from_elsewhere()
    {
        var guesses = new PasswordGuesses(new FakeTimeProvider());
        for (int i = 0; i < 1000; i++)
        {
            guesses.Add("ines", Elsewhere);
        }

        guesses.Pause("ines", Elsewhere).ShouldNotBeNull();
        guesses.Pause("ines", Desk).ShouldBeNull();
    }

    [Fact]
    public void One_network_of_IPv6_counts_as_one_address_and_a_mapped_address_as_itself()
    {
        var guesses = new PasswordGuesses(new FakeTimeProvider());
        for (int i = 1; i <= 5; i++)
        {
            guesses.Add("ines", IPAddress.Parse($"2001:db8:1:2::{i}"));
            guesses.Add("bert", i % 2 == 0 ? Desk : Desk.MapToIPv6());
        }

        guesses.Pause("ines", IPAddress.Parse("2001:db8:1:2:ffff::1")).ShouldNotBeNull();
        guesses.Pause("ines", IPAddress.Parse("2001:db8:1:3::1")).ShouldBeNull();
        guesses.Pause("bert", Desk).ShouldNotBeNull();
    }

    [Fact]
    public void The_table_is_bounded_and_whoever_guesses_is_counted_also_when_it_is_full()
    {
        var clock = new FakeTimeProvider();
        var guesses = new PasswordGuesses(clock);
        for (int i = 0; i < PasswordGuesses.Remembered; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            guesses.Add("ines", new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]));
        }

        guesses.Count.ShouldBeLessThanOrEqualTo(PasswordGuesses.Remembered);
        for (int i = 0; i < 5; i++)
        {
            guesses.Add("ines", IPAddress.Parse("192.0.2.1"));
        }

        guesses.Pause("ines", IPAddress.Parse("192.0.2.1")).ShouldNotBeNull();
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
        Networks.Contain("10.0.0.4, 10.1.0.0/16", IPAddress.Parse(address)).ShouldBe(trusted);
}
