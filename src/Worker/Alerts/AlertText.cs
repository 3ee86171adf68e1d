using System.Text.Json;

namespace Offboarding.Worker.Alerts;

/// <summary>A message to a channel.</summary>
internal sealed record AlertMessage(string Channel, string Title, string Body);

/// <summary>Writes what was decided as messages, one for each channel (pure).</summary>
internal static class AlertText
{
    /// <summary>The channel of mail; a webhook's is its name with <see cref="Webhook"/> in front.</summary>
    public const string Mail = "mail";

    public const string Webhook = "webhook:";

    /// <summary>One message for each channel, whatever it is about; none if there is nothing to say.</summary>
    public static IReadOnlyList<AlertMessage> Messages(AlertDecision decision, AlertsOptions options)
    {
        if (decision.News.Count + decision.Over.Count == 0)
        {
            return [];
        }

        string title = decision.News.Count == 0 ? "Offboarding: all clear"
            : decision.News.Count == 1 ? $"Offboarding: {AlertRules.Text(decision.News[0])}"
            : $"Offboarding: {decision.News.Count} problems need attention";
        List<(string Text, string? Url)> lines =
        [
            .. decision.News.Select(one => (AlertRules.Text(one), Link(options, one))),
            .. decision.Over.Select(static one => ($"All clear: {AlertRules.Text(one)}", (string?)null)),
        ];
        List<AlertMessage> messages = [.. options.Webhooks.Select(hook => new AlertMessage(
            Webhook + hook.Key,
            title,
            JsonSerializer.Serialize(
                hook.Value.Shape switch
                {
                    "slack" => new { text = $"*{Slack(title)}*\n{string.Join('\n', lines.Select(static line => $"• {Slack(line.Text)}{(line.Url is null ? "" : $" <{line.Url}|Open>")}"))}" },
                    "teams" => Card(title, lines),
                    _ => Ours(title, decision, options),
                },
                JsonSerializerOptions.Web)))];
        if (options.Mail.Host is not null)
        {
            messages.Add(new AlertMessage(Mail, title, string.Join("\r\n", lines.Select(static line => line.Url is null ? line.Text : $"{line.Text}\r\n  {line.Url}")) + "\r\n"));
        }

        return messages;
    }

    /// <summary>Null: nobody said where the dashboard is.</summary>
    private static string? Link(AlertsOptions options, AlertFact fact) => options.DashboardUrl is { } url ? url.TrimEnd('/') + AlertRules.Path(fact) : null;

    private static object Ours(string title, AlertDecision decision, AlertsOptions options) => new
    {
        title,
        troubles = decision.News.Select(one => new
        {
            one.Kind,
            one.Subject,
            one.Count,
            since = DateTime.SpecifyKind(one.Since, DateTimeKind.Utc),
            text = AlertRules.Text(one),
            url = Link(options, one),
        }),
        over = decision.Over.Select(static one => new { one.Kind, one.Subject, text = AlertRules.Text(one) }),
    };

    private static object Card(string title, IEnumerable<(string Text, string? Url)> lines) => new
    {
        type = "message",
        attachments = new[]
        {
            new
            {
                contentType = "application/vnd.microsoft.card.adaptive",
                content = new Dictionary<string, object>
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["body"] = new object[] { new { type = "TextBlock", text = title, weight = "Bolder", wrap = true } }
                        .Concat(lines.Select(static line => (object)new { type = "TextBlock", text = line.Url is null ? line.Text : $"{line.Text} [Open]({line.Url})", wrap = true })),
                },
            },
        },
    };

    /// <summary>What Slack would take for markup.</summary>
    private static string Slack(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
