using System.Text.Json;
using Npgsql;
using Offboarding.Local.Folder;
using Offboarding.Local.Sending;
using Offboarding.Local.Terminal;
using Offboarding.Testing;
using Spectre.Console;

namespace Offboarding.Local.Tests.Sending;

/// <summary>What <c>send</c> says when it is stopped, or when the other terminal is: always whether the message was sent.</summary>
public sealed class SendRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _said = new();

    [Fact]
    public async Task Who_stops_it_before_anything_was_sent_is_told_so()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        (await SendAsync("Host=127.0.0.1", "Host=127.0.0.1", stop.Token)).ShouldBe(130);
        _said.ToString().Trim().ShouldBe("Stopped before the message was sent.");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_awaited_any_more_is_one_line_that_says_that_the_message_was_sent()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(server, TestContext.Current.CancellationToken);
        string gone = new NpgsqlConnectionStringBuilder(database.Dashboard) { Port = 1 }.ConnectionString;
        (await SendAsync(database.Worker, gone, TestContext.Current.CancellationToken)).ShouldBe(1);
        string[] lines = _said.ToString().Trim().Split('\n');
        lines.Length.ShouldBe(2, _said.ToString());
        lines[1].ShouldContain("The message was sent");
        (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(1);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<int> SendAsync(string worker, string dashboard, CancellationToken stop)
    {
        // As by the Local that runs on it.
        using DataFolder running = await DataFolder.OpenAsync(_folder.Path, server: null, TestContext.Current.CancellationToken);
        string file = Path.Combine(_folder.Path, "retry.json");
        File.WriteAllText(file, """{"offboardingId":"5b0c7a52-3c1e-4b8e-9a53-0ff1b0a2d5c4"}""");
        File.WriteAllText(Path.Combine(_folder.Path, "running.json"), JsonSerializer.Serialize(new { Worker = worker, Dashboard = dashboard }));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_said), Ansi = AnsiSupport.No });
        console.Profile.Width = 10_000;
        return await new SendRun(new SendOptions { Message = "retry-step", File = file, Data = _folder.Path }, new LocalTerminal(console, console, live: false)).RunToExitCodeAsync(stop);
    }
}
