namespace Offboarding.Integration.Tests.Harness;

/// <summary>Servers for the tests of one class, which stop them; started from the programs on this machine also where the shared ones are somebody else's.</summary>
public sealed class OwnServers : Servers
{
    private string? _missing;

    protected override bool Own => true;

    public override async ValueTask InitializeAsync()
    {
        try
        {
            await base.InitializeAsync();
        }
        catch (InvalidOperationException missing) when (Environment.GetEnvironmentVariable("OFFBOARDING_TEST_POSTGRES") is { Length: > 0 })
        {
            _missing = missing.Message;
        }
    }

    /// <summary>Skips a test where the shared servers must not be stopped and there are no programs to start others.</summary>
    public void SkipIfThereAreNone() => Assert.SkipWhen(_missing is not null, $"This test stops a server: {_missing}");
}
