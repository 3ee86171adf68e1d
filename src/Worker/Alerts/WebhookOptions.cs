namespace Offboarding.Worker.Alerts;

/// <summary>An address that gets a POST.</summary>
public sealed class WebhookOptions
{
    public string Url { get; set; } = "";

    /// <summary><c>json</c>: ours; <c>slack</c>: <c>{"text"}</c>; <c>teams</c>: an adaptive card.</summary>
    public string Shape { get; set; } = "json";
}
