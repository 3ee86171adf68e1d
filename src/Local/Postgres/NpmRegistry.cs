namespace Offboarding.Local.Postgres;

/// <summary>
/// Where npm packages come from on this machine. No address is built in: it is a choice of whoever runs this, made where npm
/// users make it.
/// </summary>
internal static class NpmRegistry
{
    /// <summary>The first that says something: the option, npm's environment variable, npm's settings file of the user.</summary>
    /// <param name="option"><c>--npm-registry</c>.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="settings">The lines of ~/.npmrc.</param>
    /// <returns>Null where none says anything: then npm itself is asked, if it is here.</returns>
    public static Uri? Resolve(Uri? option, Func<string, string?> environment, IEnumerable<string> settings)
    {
        if (option is not null)
            return AsFolder(option.AbsoluteUri, "--npm-registry");
        foreach (string variable in (string[])["npm_config_registry", "NPM_CONFIG_REGISTRY"])
        {
            if (environment(variable) is { Length: > 0 } address)
                return AsFolder(address, variable);
        }
        string? setting = settings.Select(static line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .LastOrDefault(static parts => parts is ["registry", { Length: > 0 }])?[1].Trim('"', '\'');
        return setting is null ? null : AsFolder(setting, "registry in ~/.npmrc");
    }

    /// <summary>What this machine says.</summary>
    public static Uri? OfThisMachine(Uri? option)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string settings = Path.Combine(home, ".npmrc");
        return Resolve(option, Environment.GetEnvironmentVariable, File.Exists(settings) ? File.ReadAllLines(settings) : []);
    }

    private static Uri AsFolder(string address, string source) =>
        Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https")
            ? uri
            : throw new LocalProblem($"{source} is '{address}', which is not an address that starts with https:// or http://.");
}
