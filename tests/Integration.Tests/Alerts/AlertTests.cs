using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Offboarding.Integration.Tests.Operators;

namespace Offboarding.Integration.Tests.Alerts;

/// <summary>Operators are told by webhook and by mail, once for what is alike, and again when it is over.</summary>
public sealed class AlertTests(Servers servers)
{
    [Fact]
    public async Task Equal_failures_are_one_message_to_each_channel_a_channel_that_is_away_gets_it_later_and_the_end_is_told()
    {
        await using var hook = new Hook(refuse: 1);
        await using var mail = new MailServer();
        await using TestSystem system = await TestSystem.SetAsync(
            servers,
            ("Alerts:Every", "00:00:00.200"), ("Alerts:AllClearAfter", "00:00:00.500"), ("Alerts:Webhooks:ops:Url", hook.Url), ("Alerts:Mail:Host", "127.0.0.1"), ("Alerts:Mail:Port", $"{mail.Port}"),
            ("Alerts:Mail:Tls", "false"), ("Alerts:Mail:From", "offboarding@ops.example"), ("Alerts:Mail:To", "oncall@ops.example"));
        List<Guid> cases = [.. (await OperationTests.FailAsync(system, 3)).Select(static one => one.Case)];

        await Eventually.TrueAsync(() => hook.Taken.Any(static body => Texts(body, "troubles").Any(static text => text.Contains("reassign-conversations", StringComparison.Ordinal))), "the webhook to be told");
        await Eventually.TrueAsync(() => mail.Taken.Any(static letter => letter.Contains("reassign-conversations", StringComparison.Ordinal)), "the mail to arrive");
        (await system.Database.ReadAsync<int>("SELECT attempts FROM offboarding.alert_messages WHERE channel = 'webhook:ops' ORDER BY id LIMIT 1")).ShouldBe(2, "the first was refused");

        await FailingTable.EndAsync(system.Database);
        foreach (Guid id in cases)
        {
            await system.Hr.RetryAsync(id, "reassign-conversations");
            await system.BecomesAsync(id, "completed");
        }

        await Eventually.TrueAsync(() => hook.Taken.Any(static body => Texts(body, "over").Any(static text => text.Contains("reassign-conversations", StringComparison.Ordinal))), "the end to be told");
        hook.Taken.SelectMany(static body => Texts(body, "troubles")).Count(static text => text.Contains("reassign-conversations", StringComparison.Ordinal)).ShouldBe(1, "what is alike is told once");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.alerts")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_channel_nothing_is_looked_for()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Alerts:Every", "00:00:00.050"));
        system.Worker.Services.GetServices<IHostedService>().ShouldNotContain(static service => service.GetType().Name.StartsWith("Alert", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Texts(string body, string part) =>
        [.. JsonDocument.Parse(body).RootElement.GetProperty(part).EnumerateArray().Select(static one => one.GetProperty("text").GetString()!)];

    /// <summary>Takes what is posted, after it has refused some.</summary>
    private sealed class Hook : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _work;
        private int _refuse;

        public Hook(int refuse)
        {
            _refuse = refuse;
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            free.Stop();
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _work = Task.Run(TakeAsync);
        }

        public string Url { get; }

        public ConcurrentQueue<string> Taken { get; } = new();

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _work;
        }

        private async Task TakeAsync()
        {
            try
            {
                while (true)
                {
                    HttpListenerContext context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                    string body = await reader.ReadToEndAsync();
                    bool isRefused = Interlocked.Decrement(ref _refuse) >= 0;
                    if (!isRefused)
                    {
                        Taken.Enqueue(body);
                    }

                    context.Response.StatusCode = isRefused ? 503 : 204;
                    context.Response.Close();
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }

    /// <summary>As much of SMTP as a letter needs.</summary>
    private sealed class MailServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _work;

        public MailServer()
        {
            _listener.Start();
            _work = Task.Run(TakeAsync);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public ConcurrentQueue<string> Taken { get; } = new();

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _work;
        }

        private async Task TakeAsync()
        {
            try
            {
                while (true)
                {
                    using TcpClient client = await _listener.AcceptTcpClientAsync();
                    using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                    await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
                    await writer.WriteLineAsync("220 test");
                    while (await reader.ReadLineAsync() is { } line)
                    {
                        if (line.StartsWith("DATA", StringComparison.Ordinal))
                        {
                            await writer.WriteLineAsync("354 go on");
                            var letter = new StringBuilder();
                            while (await reader.ReadLineAsync() is { } text && text != ".")
                            {
                                letter.AppendLine(text);
                            }

                            string whole = letter.ToString();
                            Taken.Enqueue(whole.Contains("base64", StringComparison.Ordinal) ? Decoded(whole) : whole);
                        }

                        await writer.WriteLineAsync(line.StartsWith("QUIT", StringComparison.Ordinal) ? "221 bye" : "250 ok");
                    }
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }

        private static string Decoded(string letter) =>
            Encoding.UTF8.GetString(Convert.FromBase64String(letter[letter.IndexOf("\n\n", StringComparison.Ordinal)..].ReplaceLineEndings("").Trim()));
    }
}
