using System.Net;
using System.Net.Mail;
using System.Text;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Alerts;

/// <summary>
/// Sends what waits, a message at a time. A channel that is away is asked again ever later, for a day. A message can arrive twice: when a
/// worker dies between the answer and the note that it was sent.
/// </summary>
internal sealed class AlertSender(NpgsqlDataSource database, IOptions<AlertsOptions> options, ILogger<AlertSender> log)
    : Sweep("Alerts to be sent", TimeSpan.FromSeconds(1), log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        (long id, string channel, string title, string body, bool isOld) = await TakeAsync(cancellationToken);
        if (id == 0)
        {
            return false;
        }

        string? error = await TrySendAsync(new AlertMessage(channel, title, body), cancellationToken);
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("alert-done"), new { id, error, givenUp = isOld }, cancellationToken: cancellationToken));
        if (error is not null)
        {
            log.LogWarning("Alert {Id} was not taken by {Channel}{GivenUp}: {Error}", id, channel, isOld ? " and is given up after a day" : "", error);
        }

        return true;
    }

    /// <summary>No connection stays open while a channel is waited for.</summary>
    private async Task<(long Id, string Channel, string Title, string Body, bool IsOld)> TakeAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<(long, string, string, string, bool)>(new CommandDefinition(Sql.Read("alert-take"), cancellationToken: cancellationToken));
    }

    /// <returns>Why it was not taken; null: it was.</returns>
    private async Task<string?> TrySendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        try
        {
            if (message.Channel == AlertText.Mail)
            {
                await MailAsync(message, cancellationToken);
                return null;
            }

            if (!options.Value.Webhooks.TryGetValue(message.Channel[AlertText.Webhook.Length..], out WebhookOptions? hook))
            {
                return "the channel is not configured any more";
            }

            using var content = new StringContent(message.Body, Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await _http.PostAsync(new Uri(hook.Url), content, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"it answered {(int)answer.StatusCode}";
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return SafeError.Of(failed);
        }
    }

    private async Task MailAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        MailOptions mail = options.Value.Mail;
        if (mail.Host is null)
        {
            throw new InvalidOperationException("Mail is not configured any more.");
        }

        using var client = new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.Tls };
        if (mail.UserName is not null)
        {
            client.Credentials = new NetworkCredential(mail.UserName, mail.Password);
        }

        using var letter = new MailMessage { From = new MailAddress(mail.From!), Subject = message.Title, Body = message.Body, SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8, BodyTransferEncoding = System.Net.Mime.TransferEncoding.Base64 };
        foreach (string to in mail.Addresses)
        {
            letter.To.Add(to);
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        await client.SendMailAsync(letter, late.Token);
    }
}
