using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Offboarding.Testing;

namespace Offboarding.Local.Tests;

/// <summary>What a stranger sees who starts it: a real process, real PostgreSQL, the bus in the process.</summary>
public sealed class LocalProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_start_shows_a_departure_and_one_that_fails_and_is_requeued_and_the_second_start_takes_the_next_two()
    {
        await using (LocalProgram first = LocalProgram.Start("--exit", "--data", _folder.Path))
        {
            (await first.EndsAsync()).ShouldBe(0, first.Output);
            first.Output.ShouldContain("Lea Leaver is offboarded");
            first.Output.ShouldContain("reassign-conversations: 20,000");
            foreach (string share in (string[])["Ben Berger got 6,667", "Chen Chang got 6,667", "Dana Diaz got 6,666"])
                first.Output.ShouldContain(share);
            first.Output.ShouldContain("Second act: a handover that fails. Ben Berger has left as well, and this demonstration holds 25 of 7,667 open conversations locked");
            first.Output.ShouldContain("reassign-conversations: retrying, 7,642 of 7,667 (attempt 1:");
            first.Output.ShouldContain("reassign-conversations of Ben Berger is out of attempts");
            first.Output.ShouldContain("/hangfire/jobs/details/");
            first.Output.ShouldContain("the demonstration sends the command that the button sends");
            first.Output.ShouldContain("Requeued by offboarding-local. The case goes on with what is left:");
            first.Output.ShouldContain("Ben Berger is offboarded");
            first.Output.ShouldContain("reassign-conversations: 7,667");
        }
        LocalProgram.ServersOn(_folder.Path).ShouldBeEmpty();

        await using LocalProgram second = LocalProgram.Start("--exit", "--data", _folder.Path);
        (await second.EndsAsync()).ShouldBe(0, second.Output);
        second.Output.ShouldContain("Lea Leaver, Ben Berger left in an earlier run");
        second.Output.ShouldContain("Chen Chang is offboarded");
        second.Output.ShouldContain("Dana Diaz is offboarded");
    }

    [Fact]
    public async Task The_second_act_waits_for_Requeue_in_Hangfires_dashboard_also_after_a_restart()
    {
        await using (LocalProgram waits = LocalProgram.Start("--data", _folder.Path))
        {
            await waits.HearsAsync("Waiting for Requeue");
            await waits.TerminateAsync();
            (await waits.EndsAsync()).ShouldBe(0, waits.Output);
        }
        await using LocalProgram local = LocalProgram.Start("--data", _folder.Path);
        await local.HearsAsync("Waiting for Requeue");
        local.Output.ShouldContain("It goes on where it was");

        using var browser = new HttpClient();
        await browser.GetStringAsync(local.SignInLink(), Stop);
        var job = new Uri(local.Lines.Last(line => line.Contains("/hangfire/jobs/details/", StringComparison.Ordinal)).Trim());
        string page = await browser.GetStringAsync(job, Stop);
        page.ShouldContain("reassign-conversations for case");
        using var requeue = new HttpRequestMessage(HttpMethod.Post, new Uri(job, $"/hangfire/jobs/actions/requeue/{job.Segments[^1]}"));
        requeue.Headers.Add(Field(page, "csrf-header"), Field(page, "csrf-token"));
        using HttpResponseMessage answer = await browser.SendAsync(requeue, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("1 job requeued.");

        await local.HearsAsync("Requeued by operator. The case goes on with what is left:");
        await local.HearsAsync("Ben Berger is offboarded");
    }

    [Fact]
    public async Task A_sign_in_link_that_was_used_is_written_anew_to_the_terminal_when_the_sign_in_page_is_asked_for_one()
    {
        await using LocalProgram local = LocalProgram.Start("--no-demo", "--data", _folder.Path);
        await local.HearsAsync("Running until Ctrl-C");
        Uri used = local.SignInLink();
        using (var browser = new HttpClient())
            (await browser.GetStringAsync(used, Stop)).ShouldContain("You are signed in");

        using var another = new HttpClient();
        using HttpResponseMessage refused = await another.GetAsync(used, Stop);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        string page = await refused.Content.ReadAsStringAsync(Stop);
        page.ShouldContain("Write a new link to the terminal");
        string token = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using HttpResponseMessage written = await another.PostAsync(new Uri(used, "/sign-in/link"), form, Stop);
        written.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await written.Content.ReadAsStringAsync(Stop)).ShouldContain("in the terminal of the dashboard");

        await Eventually.TrueAsync(() => Task.FromResult(local.SignInLink() != used), "another link in the terminal", cancellationToken: Stop);
        (await another.GetStringAsync(local.SignInLink(), Stop)).ShouldContain("You are signed in");
    }

    [Fact]
    public async Task A_case_that_was_cut_off_goes_on_with_the_next_start()
    {
        await using (LocalProgram killed = LocalProgram.Start("--data", _folder.Path))
        {
            await killed.HearsAsync("reassign-conversations: running");
            killed.Kill();
            await killed.EndsAsync();
        }
        await using LocalProgram next = LocalProgram.Start("--exit", "--data", _folder.Path);
        (await next.EndsAsync()).ShouldBe(0, next.Output);
        next.Output.ShouldContain("It goes on where it was");
        next.Output.ShouldContain("reassign-conversations: 20,000");
    }

    [Fact]
    public async Task A_real_broker_carries_the_case_as_well()
    {
        await using RabbitMqServer rabbitMq = await RabbitMqServer.StartAsync(cancellationToken: Stop);
        Uri broker = await rabbitMq.CreateVirtualHostAsync(Stop);
        await using LocalProgram local = LocalProgram.Start("--exit", "--rabbitmq", broker.AbsoluteUri, "--data", _folder.Path);
        (await local.EndsAsync()).ShouldBe(0, local.Output);
        local.Output.ShouldContain("RabbitMQ at 127.0.0.1");
        local.Output.ShouldContain("Lea Leaver is offboarded");

        var wrong = new UriBuilder(broker) { Password = "wrong" };
        await using LocalProgram refused = LocalProgram.Start("--exit", "--rabbitmq", wrong.Uri.AbsoluteUri, "--data", _folder.Path);
        (await refused.EndsAsync()).ShouldBe(1, refused.Output);
        refused.Output.Split('\n').ShouldHaveSingleItem().ShouldContain("Check user, password and virtual host");
    }

    [Fact]
    public async Task The_printed_link_opens_the_dashboard_and_a_viewer_does_not_hold_up_the_stop()
    {
        await using LocalProgram local = LocalProgram.Start("--no-demo", "--data", _folder.Path);
        await local.HearsAsync("Running until Ctrl-C");
        LocalProgram.ServersOn(_folder.Path).ShouldNotBeEmpty();

        using var browser = new HttpClient();
        Uri link = local.SignInLink();
        (await browser.GetAsync(new Uri(link, "/"), Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetStringAsync(link, Stop)).ShouldContain("You are signed in");
        (await browser.GetAsync(new Uri(link, "/"), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using HttpResponseMessage live = await browser.GetAsync(new Uri(link, "/live/cases"), HttpCompletionOption.ResponseHeadersRead, Stop);
        live.StatusCode.ShouldBe(HttpStatusCode.OK);

        await local.TerminateAsync();
        (await local.EndsAsync()).ShouldBe(0, local.Output);
        local.Output.ShouldContain("nothing is left running");
        LocalProgram.ServersOn(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_killed_one_is_cleaned_up_by_the_next()
    {
        await using (LocalProgram killed = LocalProgram.Start("--no-demo", "--data", _folder.Path))
        {
            await killed.HearsAsync("Running until Ctrl-C");
            killed.Kill();
            await killed.EndsAsync();
        }
        LocalProgram.ServersOn(_folder.Path).ShouldNotBeEmpty();

        await using LocalProgram next = LocalProgram.Start("--no-demo", "--exit", "--data", _folder.Path);
        (await next.EndsAsync()).ShouldBe(0, next.Output);
        LocalProgram.ServersOn(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_from_another_terminal_is_answered_there()
    {
        string file = System.IO.Path.Combine(_folder.Path, "handover.json");
        await File.WriteAllTextAsync(file, """
            { "workspaceId": "0d000000-0000-4000-8000-000000000001", "userId": "0d000000-0000-4000-8000-000000000104",
              "requestedBy": "0d000000-0000-4000-8000-000000000103", "reason": "left-company",
              "handover": { "conversations": { "strategy": "unassigned" } } }
            """, Stop);
        await using (LocalProgram early = LocalProgram.Start("send", "deactivate-user", file, "--data", _folder.Path))
        {
            (await early.EndsAsync()).ShouldBe(1, early.Output);
            early.Output.ShouldContain("no Offboarding.Local runs on");
        }
        await using LocalProgram local = LocalProgram.Start("--no-demo", "--data", _folder.Path);
        await local.HearsAsync("Running until Ctrl-C");

        await using LocalProgram refused = LocalProgram.Start(
            "send", "deactivate-user", file, "--set", "userId=0d000000-0000-4000-8000-000000000101", "--data", _folder.Path);
        (await refused.EndsAsync()).ShouldBe(1, refused.Output);
        refused.Output.ShouldContain("the request was refused: account-owner");

        // A list is accepted although lines of it are not, and each of these is named.
        string list = System.IO.Path.Combine(_folder.Path, "list.json");
        await File.WriteAllTextAsync(list, $$"""
            { "workspaceId": "0d000000-0000-4000-8000-000000000001", "requestedBy": "0d000000-0000-4000-8000-000000000103", "reason": "left-company",
              "users": [ { "userId": "0d000000-0000-4000-8000-000000000108", "lastDay": "{{DateTime.UtcNow.AddDays(-3):yyyy-MM-ddTHH:mm:ssZ}}" },
                         { "userId": "0d000000-0000-4000-8000-000000000999" }, { "userId": "0d000000-0000-4000-8000-000000000101" } ] }
            """, Stop);
        await using LocalProgram listed = LocalProgram.Start("send", "deactivate-users", list, "--data", _folder.Path);
        (await listed.EndsAsync()).ShouldBe(2, listed.Output);
        listed.Output.ShouldContain("users[1] 0d000000-0000-4000-8000-000000000999 refused: unknown-user: ");
        listed.Output.ShouldContain("users[2] Olivia Owner (0d000000-0000-4000-8000-000000000101) refused: account-owner: ");
        listed.Output.ShouldContain("Of 3 lines 1 accepted; 1 with a last day that had passed already, 2 refused, 0 failed.");

        string friday = $"{DateTime.UtcNow.AddDays(-3):yyyy-MM-ddTHH:mm:ssZ}";
        await using LocalProgram late = LocalProgram.Start("send", "deactivate-user", file, "--set", "userId=0d000000-0000-4000-8000-000000000109",
            "--set", $"lastDay={friday}", "--data", _folder.Path);
        (await late.EndsAsync()).ShouldBe(0, late.Output);
        late.Output.ShouldContain($"the last day ended at {friday}, before the request came; the departure started at once");

        await using LocalProgram sent = LocalProgram.Start("send", "deactivate-user", file, "--data", _folder.Path);
        (await sent.EndsAsync()).ShouldBe(0, sent.Output);
        sent.Output.ShouldContain("Lea Leaver is offboarded");
        sent.Output.ShouldContain("unassigned got 20,000 conversations");

        // Contacts and tasks stayed with her: nobody is deleted who still has open work.
        string samples = Repository("samples/messages");
        await using LocalProgram kept = LocalProgram.Start("send", "delete-user", $"{samples}/delete.json", "--data", _folder.Path);
        (await kept.EndsAsync()).ShouldBe(1, kept.Output);
        kept.Output.ShouldContain("handover-incomplete: User 0d000000-0000-4000-8000-000000000104 still has open work and is not deleted: 60 contacts, 25 tasks.");
        await using LocalProgram handed = LocalProgram.Start("send", "reassign-work", $"{samples}/reassign-before-delete.json", "--data", _folder.Path);
        (await handed.EndsAsync()).ShouldBe(0, handed.Output);
        await using LocalProgram deleted = LocalProgram.Start("send", "delete-user", $"{samples}/delete.json", "--data", _folder.Path);
        (await deleted.EndsAsync()).ShouldBe(0, deleted.Output);
        deleted.Output.ShouldContain("The user is deleted");
    }

    [Fact]
    public async Task F7_the_report_of_a_departure_that_came_as_a_message_says_who_asked_and_what_went_to_whom()
    {
        await using LocalProgram local = LocalProgram.Start("--data", _folder.Path);
        await local.HearsAsync("Second act");
        using var browser = new HttpClient();
        await browser.GetStringAsync(local.SignInLink(), Stop);

        JsonElement report = await browser.GetFromJsonAsync<JsonElement>(new Uri(local.SignInLink(), $"/cases/{local.CaseId()}/report.json"), Stop);

        report.GetProperty("leaver").GetProperty("name").GetString().ShouldBe("Lea Leaver");
        report.GetProperty("request").GetProperty("by").GetProperty("name").GetString().ShouldBe("Ada Admin");
        report.GetProperty("handover").EnumerateArray().Sum(share => share.GetProperty("items").GetInt64()).ShouldBe(20_000);
        report.GetProperty("sessionsEndedAt").GetDateTime().ShouldBeGreaterThanOrEqualTo(report.GetProperty("signInClosedAt").GetDateTime());
        JsonElement started = report.GetProperty("audit").EnumerateArray().First();
        started.GetProperty("actorName").GetString().ShouldBe("Ada Admin");
        started.GetProperty("details").GetProperty("signInClosed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_one_line()
    {
        await using LocalProgram local = LocalProgram.Start("--rabbitmq", "amqp://127.0.0.1:1/", "--data", _folder.Path);
        (await local.EndsAsync()).ShouldBe(1);
        local.Output.ShouldBe("error: RabbitMQ does not answer at 127.0.0.1:1; start it, or leave --rabbitmq away.");
    }

    /// <summary>A folder of this repository.</summary>
    private static string Repository(string path)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !Directory.Exists(System.IO.Path.Combine(folder, path)))
            folder = System.IO.Path.GetDirectoryName(folder);
        return System.IO.Path.Combine(folder!, path);
    }

    /// <summary>What a page of Hangfire's keeps for its script.</summary>
    private static string Field(string page, string name) => System.Text.RegularExpressions.Regex.Match(page, $"name=\"{name}\" content=\"([^\"]+)\"").Groups[1].Value;

    public void Dispose() => _folder.Dispose();
}
