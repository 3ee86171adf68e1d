namespace Offboarding.Integration.Tests.Harness;

/// <summary>
/// Every test of the steps is about either engine: built with <c>-p:WithHangfire=true</c>, the same tests run over Hangfire when the
/// environment says <c>OFFBOARDING_STEPS_ENGINE=Hangfire</c>.
/// </summary>
public static class Engine
{
    public static string OfThisRun { get; } = Environment.GetEnvironmentVariable("OFFBOARDING_STEPS_ENGINE") ?? "Broker";
}
