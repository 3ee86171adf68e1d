using Microsoft.Extensions.Options;
using Npgsql;

namespace Offboarding.Dashboard;

/// <summary><c>ConnectionStrings:Dashboard</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>A login that is a member of the role <c>offboarding_dashboard</c> and of no other.</summary>
    public string ConnectionString { get; set; } = "";
}

/// <summary>Says what is wrong with the login before anything starts.</summary>
internal sealed class DatabaseOptionsCheck : IValidateOptions<DatabaseOptions>
{
    private const string Example = "\"Host=localhost;Database=offboarding;Username=dashboard;Password=...\"";

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options) =>
        Problem(options.ConnectionString) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;

    private static string? Problem(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return $"ConnectionStrings:Dashboard is missing: set it to a login that is a member of the role offboarding_dashboard, such as {Example}.";
        }

        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(parsed.Host) || string.IsNullOrEmpty(parsed.Username)
                ? $"ConnectionStrings:Dashboard names no Host or no Username: write it like {Example}."
                : null;
        }
        catch (ArgumentException)
        {
            return $"ConnectionStrings:Dashboard cannot be read: write it like {Example}.";
        }
    }
}
