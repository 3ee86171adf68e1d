namespace Offboarding.Integration.Tests.Harness;

/// <summary>Servers for the tests of one class, which stop them.</summary>
public sealed class OwnServers : Servers;
