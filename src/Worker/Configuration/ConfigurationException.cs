namespace Offboarding.Worker.Configuration;

/// <summary>Something in the configuration is wrong; the start stops with this one line.</summary>
/// <param name="key">The key, for example <c>ConnectionStrings:Offboarding</c>.</param>
/// <param name="problem">What is wrong and what would be right.</param>
public sealed class ConfigurationException(string key, string problem) : Exception($"{key} {problem}");
