using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Offboarding.Hosting;

namespace Offboarding.Dashboard.Security;

/// <summary>
/// The settings as they are now, so that a demoted account loses its rights with the next request. What was written wrongly while the
/// process runs is said in the log, and what held before goes on holding.
/// </summary>
public sealed class SignInSettings : IDisposable
{
    private readonly IConfiguration configuration;
    private readonly ILogger<SignInSettings> logger;
    private readonly IDisposable watch;
    private readonly Lock gate = new();
    private volatile bool changed;
    private volatile SignInOptions current;

    public SignInSettings(IConfiguration configuration, IOptions<DashboardOptions> start, ILogger<SignInSettings> logger)
    {
        (this.configuration, this.logger) = (configuration, logger);
        current = start.Value.SignIn;
        watch = ChangeToken.OnChange(configuration.GetReloadToken, () => changed = true);
    }

    /// <summary>What holds for this request.</summary>
    public SignInOptions Current
    {
        get
        {
            if (changed)
            {
                lock (gate)
                {
                    Read();
                }
            }

            return current;
        }
    }

    /// <inheritdoc />
    public void Dispose() => watch.Dispose();

    private void Read()
    {
        changed = false;
        string problem;
        try
        {
            var read = new SignInOptions();
            configuration.BindSettings($"{DashboardOptions.Section}:SignIn", read);
            problem = string.Join(' ', SignInOptionsCheck.Problems(read).Concat(SignInOptionsCheck.Problems(configuration)));
            if (problem.Length == 0)
            {
                current = read;
                return;
            }
        }
        catch (OptionsValidationException unreadable)
        {
            problem = unreadable.Message;
        }

        logger.LogError("The changed configuration is not taken: {Problem}", problem);
    }
}
