using Npgsql;

namespace Offboarding.Integration.Tests.Infrastructure.Messaging;

/// <summary>A message leaves after its transaction, at least once, and never into nowhere.</summary>
public sealed class OutboxTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Add = "INSERT INTO offboarding.outbox (message_id, exchange, body) VALUES (@id, @exchange, convert_to('{\"message\":{}}', 'UTF8'))";

    [Fact]
    public async Task A_message_leaves_when_its_transaction_commits_and_not_before_and_its_row_is_deleted()
    {
        await using TestSystem system = await shared.SetAsync();
        var id = Guid.NewGuid();
        await using Blocker open = await Blocker.HoldAsync(
            system.Database, "INSERT INTO offboarding.outbox (message_id, exchange, body) VALUES (@id, 'offboarding.completed', convert_to(@body, 'UTF8'))",
            ("id", id), ("body", $$"""{ "messageId": "{{id}}", "message": {} }"""));

        // Two whole cases go by meanwhile: the delivery has looked often enough.
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        system.Events.All.ShouldNotContain(e => e.MessageId == id);

        await open.ReleaseAsync();
        await system.Events.OneAsync("offboarding.completed", e => e.MessageId == id);
        await EmptyAsync(system);
    }

    [Fact]
    public async Task A_message_whose_transaction_was_rolled_back_never_leaves()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await using (await Blocker.HoldAsync(
            system.Database, "INSERT INTO offboarding.outbox (exchange, body) VALUES ('offboarding.deactivate-user', convert_to(@json, 'UTF8'))",
            ("json", new Departure(workspace).ToJson().ToJsonString())))
        {
            // Rolled back here.
        }

        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        (await system.Database.ReadAsync<string>("SELECT status FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver))).ShouldBe("active");
    }

    [Fact]
    public async Task A_command_to_an_exchange_without_a_queue_stays_in_the_outbox_and_keeps_nobody_waiting()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync();
        var id = Guid.NewGuid();
        await system.Database.ExecuteAsync(Add, ("id", id), ("exchange", "offboarding.no-such-command"));

        await system.CompleteAsync(new Departure(workspace));

        string error = await Eventually.ValueAsync(
            () => system.Database.ReadAsync<string>("SELECT coalesce(max(last_error), '') FROM offboarding.outbox WHERE message_id = @id", ("id", id)),
            e => e.Length > 0, "the row to say why it stays");
        error.ShouldContain("returned");
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<int>("SELECT deliveries FROM offboarding.outbox WHERE message_id = @id", ("id", id)) >= 2, "another try");
    }

    [Fact]
    public async Task An_event_that_nobody_listens_to_is_no_reason_to_wait()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await system.Events.DisposeAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        var departure = new Departure(workspace);
        await system.Hr.SendAsync(departure);
        await system.BecomesAsync(await system.CaseAsync(departure), "completed");
        await EmptyAsync(system);
    }

    [Fact]
    public async Task A_row_of_another_process_is_delivered_without_waiting_for_the_next_look()
    {
        await using TestSystem system = await shared.SetAsync();
        var waits = new List<double>();
        await using var connection = new NpgsqlConnection(system.Database.Owner);
        await connection.OpenAsync();
        for (int i = 0; i < 20; i++)
        {
            var id = Guid.NewGuid();
            long begin = System.Diagnostics.Stopwatch.GetTimestamp();
            await system.Database.ExecuteAsync(
                "INSERT INTO offboarding.outbox (exchange, body) VALUES ('offboarding.completed', convert_to(@body, 'UTF8')); SELECT pg_notify('offboarding_outbox', '')",
                ("body", $$"""{ "messageId": "{{id}}", "message": {} }"""));
            await Eventually.TrueAsync(() => system.Events.All.Any(e => e.MessageId == id), "the message");
            waits.Add(System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        // Polling once a second would take half a second on average; half of them came much sooner, also on a loaded machine.
        waits.Order().ElementAt(10).ShouldBeLessThan(400);
    }

    [Fact]
    public async Task A_thousand_rows_of_which_some_cannot_be_sent_all_leave_but_those()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await system.Database.ExecuteAsync(
            """
            CREATE TABLE offboarding.sent (times integer NOT NULL);
            CREATE FUNCTION offboarding.count_sent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
                AS 'BEGIN INSERT INTO offboarding.sent VALUES (OLD.deliveries); RETURN NULL; END';
            CREATE TRIGGER count_sent AFTER DELETE ON offboarding.outbox FOR EACH ROW EXECUTE FUNCTION offboarding.count_sent();
            INSERT INTO offboarding.outbox (message_id, exchange, body)
            SELECT gen_random_uuid(), CASE WHEN n % 3 = 0 THEN 'offboarding.no-such-command' ELSE 'offboarding.completed' END,
                   convert_to('{"messageId":"' || gen_random_uuid() || '","message":{}}', 'UTF8')
            FROM generate_series(1, 900) n
            """);

        await system.Events.AtLeastAsync(600, "offboarding.completed");
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<string>("SELECT count(*) || ' ' || count(DISTINCT exchange) FROM offboarding.outbox"), c => c == "300 1", "only those to be left");
        IReadOnlyList<ReceivedEvent> received = system.Events.Of("offboarding.completed");
        received.Select(e => e.MessageId).Distinct().Count().ShouldBe(600);
        received.Count.ShouldBeLessThanOrEqualTo(
            await system.Database.ReadAsync<int>("SELECT sum(times)::int FROM offboarding.sent"), "one that is not confirmed in time is sent again, and no other");
    }

    [Fact]
    public async Task A_row_that_a_dead_worker_had_claimed_is_delivered_when_its_lease_is_over()
    {
        await using TestSystem system = await shared.SetAsync();
        var id = Guid.NewGuid();
        await system.Database.ExecuteAsync(
            "INSERT INTO offboarding.outbox (exchange, body, leased_until, deliveries) VALUES ('offboarding.completed', convert_to(@body, 'UTF8'), now() + interval '2 s', 1)",
            ("body", $$"""{ "messageId": "{{id}}", "message": {} }"""));
        await system.Events.OneAsync("offboarding.completed", e => e.MessageId == id);
        await EmptyAsync(system);
    }

    [Fact]
    public async Task What_a_dead_worker_had_claimed_is_sent_before_its_lease_is_over_and_what_a_living_one_has_is_not()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await using Blocker living = await Blocker.HoldAsync(system.Database, "SELECT pg_advisory_xact_lock(hashtextextended('offboarding.job-server/' || @worker, 0))", ("worker", "living"));
        await system.Database.ExecuteAsync(
            """
            CREATE TABLE offboarding.released (worker text NOT NULL);
            CREATE FUNCTION offboarding.note_release() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
                AS 'BEGIN INSERT INTO offboarding.released VALUES (OLD.leased_by); RETURN NULL; END';
            CREATE TRIGGER note_release AFTER UPDATE ON offboarding.outbox FOR EACH ROW
                WHEN (OLD.leased_until > now() AND NEW.leased_until < now()) EXECUTE FUNCTION offboarding.note_release();
            INSERT INTO offboarding.outbox (exchange, body, leased_until, leased_by, deliveries)
            SELECT 'offboarding.completed', convert_to('{"messageId":"' || gen_random_uuid() || '","message":{}}', 'UTF8'), now() + interval '10 s', w.id, 1
            FROM (VALUES ('dead'), ('living'), (NULL)) AS w (id)
            """);

        await system.Events.AtLeastAsync(3, "offboarding.completed");
        await EmptyAsync(system);
        (await system.Database.ReadAsync<string>("SELECT string_agg(worker, ' ') FROM offboarding.released")).ShouldBe("dead");
    }

    [Fact]
    public async Task Ten_thousand_messages_that_the_broker_refuses_do_not_hold_up_the_one_behind_them()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        var id = Guid.NewGuid();
        await system.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.outbox (exchange, body) SELECT 'offboarding.no-such-command', '{"message":{}}' FROM generate_series(1, 10000);
            INSERT INTO offboarding.outbox (message_id, exchange, body) VALUES (@id, 'offboarding.completed', convert_to(@body, 'UTF8'))
            """,
            ("id", id), ("body", $$"""{ "messageId": "{{id}}", "message": {} }"""));

        long written = System.Diagnostics.Stopwatch.GetTimestamp();
        await system.Events.OneAsync("offboarding.completed", e => e.MessageId == id);
        TestContext.Current.TestOutputHelper?.WriteLine($"The message behind 10,000 refused ones came after {System.Diagnostics.Stopwatch.GetElapsedTime(written).TotalMilliseconds:F0} ms.");
        await Eventually.ValueAsync(() => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox"), n => n == 10_000, "only the refused ones to be left");

        // All have been refused at least once, and a lockout is still as quick as ever.
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox WHERE rejections = 0"), n => n == 0, "all of them to be set apart");
        await system.CompleteAsync(new Departure(await system.WorkspaceAsync()));
    }

    [Fact]
    public async Task A_message_that_the_broker_refuses_again_and_again_becomes_a_dead_letter_with_the_bytes_it_would_have_had()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Messaging:MaxRejections", "3"), ("Messaging:LongestPause", "00:00:00.100"));
        var id = Guid.NewGuid();
        await system.Database.ExecuteAsync(
            "INSERT INTO offboarding.outbox (message_id, exchange, message_type, body) VALUES (@id, 'offboarding.no-such-command', 'urn:message:Some', '{\"a\":1}')", ("id", id));

        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages WHERE reason = 'not-delivered'"), n => n == 1, "the dead letter");
        string kept = await system.Database.ReadAsync<string>(
            "SELECT message_name || ' ' || error || ' ' || content_type || ' ' || convert_from(body, 'UTF8') FROM offboarding.parked_messages");
        kept.ShouldContain("offboarding.no-such-command The broker refused it 3 times");
        kept.ShouldContain("application/vnd.masstransit+json");
        kept.ShouldContain($"\"messageId\":\"{id}\"");
        kept.ShouldContain("\"message\":{\"a\":1}");
        await EmptyAsync(system);
    }

    private static Task<long> EmptyAsync(TestSystem system) => Eventually.ValueAsync(
        () => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox"), n => n == 0, "the outbox to be empty");
}
