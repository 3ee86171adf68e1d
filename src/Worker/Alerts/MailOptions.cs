namespace Offboarding.Worker.Alerts;

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
