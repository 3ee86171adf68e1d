using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net.Mail;
using Offboarding.Hosting;
using Offboarding.Worker.Cases;

namespace Offboarding.Worker.Alerts;

/// <summary>Section <c>Alerts</c>: who is told when something needs a person. Without a webhook and without mail nobody is.</summary>
public sealed class AlertsOptions : IValidatableObject
{
    public const string Section = "Alerts";

    /// <summary>By a name of your choice.</summary>
    public Dictionary<string, WebhookOptions> Webhooks { get; } = [];

    /// <summary>Mail by SMTP.</summary>
    public MailOptions Mail { get; set; } = new();

    /// <summary>How often it is looked.</summary>
    [Within("00:00:00.050", "01:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A lockout that takes longer than this is one of the troubles.</summary>
    [Within("00:00:01", "1.00:00:00")]
    public TimeSpan LateLockoutAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For so long no step of a group must have failed before that is told.</summary>
    [Within("00:00:00", "01:00:00")]
    public TimeSpan AllClearAfter { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Such as <c>22:00-07:00</c>: what happens then is told at its end, if it is not over; null: none.</summary>
    public string? QuietHours { get; set; }

    /// <summary>Of the quiet hours, an IANA name.</summary>
    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>Where people reach the dashboard: then a message links to it.</summary>
    public string? DashboardUrl { get; set; }

    /// <summary>Whether anybody is told.</summary>
    internal bool IsOn => Webhooks.Count > 0 || Mail.Host is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach ((string name, WebhookOptions hook) in Webhooks)
        {
            if (!IsWebAddress(hook.Url))
            {
                // Without the value: whoever has the address can post, and this line goes into logs.
                yield return new ValidationResult("is not an http or https address", [$"{nameof(Webhooks)}:{name}:{nameof(hook.Url)}"]);
            }

            if (hook.Shape is not ("json" or "slack" or "teams"))
            {
                yield return new ValidationResult($"is '{hook.Shape}'; json, slack or teams is expected", [$"{nameof(Webhooks)}:{name}:{nameof(hook.Shape)}"]);
            }
        }

        if (Mail.Host is not null)
        {
            if (!MailAddress.TryCreate(Mail.From, out _))
            {
                yield return new ValidationResult($"is '{Mail.From}'; an address is expected where {nameof(Mail)}:{nameof(Mail.Host)} is set", [$"{nameof(Mail)}:{nameof(Mail.From)}"]);
            }

            if (Mail.Addresses is not { Length: > 0 } addresses || !addresses.All(static address => MailAddress.TryCreate(address, out _)))
            {
                yield return new ValidationResult($"is '{Mail.To}'; addresses with commas between are expected where {nameof(Mail)}:{nameof(Mail.Host)} is set", [$"{nameof(Mail)}:{nameof(Mail.To)}"]);
            }

            if (Mail.Port is < 1 or > 65535)
            {
                yield return new ValidationResult($"is {Mail.Port}; 1 to 65535 is expected", [$"{nameof(Mail)}:{nameof(Mail.Port)}"]);
            }
        }

        if (QuietHours is not null && !TryReadQuietHours(out _, out _))
        {
            yield return new ValidationResult($"is '{QuietHours}'; two times such as 22:00-07:00 are expected", [nameof(QuietHours)]);
        }

        if (TimeZones.Find(TimeZone) is null)
        {
            yield return new ValidationResult($"is '{TimeZone}'; an IANA name such as Europe/Berlin is expected", [nameof(TimeZone)]);
        }

        if (DashboardUrl is not null && !IsWebAddress(DashboardUrl))
        {
            yield return new ValidationResult($"is '{DashboardUrl}'; an http or https address is expected", [nameof(DashboardUrl)]);
        }
    }

    /// <summary>Whether nobody is to be disturbed at an instant.</summary>
    internal bool IsQuiet(DateTimeOffset now)
    {
        if (!TryReadQuietHours(out TimeOnly from, out TimeOnly to))
        {
            return false;
        }

        var time = TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(now, TimeZones.Find(TimeZone) ?? TimeZoneInfo.Utc).TimeOfDay);
        return time.IsBetween(from, to);
    }

    private bool TryReadQuietHours(out TimeOnly from, out TimeOnly to)
    {
        (from, to) = (default, default);
        return QuietHours?.Split('-') is [var first, var second]
            && TimeOnly.TryParseExact(first.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out from)
            && TimeOnly.TryParseExact(second.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out to) && from != to;
    }

    private static bool IsWebAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https";
}

/// <summary>An address that gets a POST.</summary>
public sealed class WebhookOptions
{
    public string Url { get; set; } = "";

    /// <summary><c>json</c>: ours; <c>slack</c>: <c>{"text"}</c>; <c>teams</c>: an adaptive card.</summary>
    public string Shape { get; set; } = "json";
}

/// <summary>A mail server.</summary>
public sealed class MailOptions
{
    /// <summary>Null: no mail.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>STARTTLS.</summary>
    public bool Tls { get; set; } = true;

    public string? From { get; set; }

    /// <summary>Addresses with commas between.</summary>
    public string? To { get; set; }

    internal string[] Addresses => To?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public string? UserName { get; set; }

    public string? Password { get; set; }
}
