using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Deletion;
using Offboarding.Worker.Jobs;

namespace Offboarding.Integration.Tests.Deletion;

/// <summary>What is deleted once it is old, and what never is.</summary>
public sealed class RetentionTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Kept =
        """
        SELECT concat_ws(' ', (SELECT count(*) FROM offboarding.cases), (SELECT count(*) FROM offboarding.handover), (SELECT count(*) FROM offboarding.answers),
                              (SELECT count(*) FROM offboarding.refusals), (SELECT count(*) FROM offboarding.previews))
        """;

    private static readonly TimeSpan Hundred = TimeSpan.FromDays(100);

    private static readonly MaintenanceOptions Everything = new()
    {
        KeepHistory = Hundred,
        KeepCases = Hundred,
        KeepLists = Hundred,
        KeepAnswers = Hundred,
        KeepMessages = Hundred,
        KeepPreviews = Hundred,
        KeepOperations = Hundred,
        KeepAccessLog = Hundred,
    };

    [Fact]
    public async Task Of_somebody_who_left_twice_the_old_departure_goes_with_its_ledger_and_the_newest_stays()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await TwiceGoneAsync(system);
        (await system.Database.ReadAsync<string>(Kept)).ShouldBe("2 2 1 0 1");
        await using var connection = new NpgsqlConnection(system.Database.Worker);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        (await AuditVerifier.SealLedgerAsync(connection, TimeSpan.Zero, CancellationToken.None)).ShouldBe(1);

        (await RunAsync(system, Everything)).ShouldContain("0 finished cases older than 100 days");
        await AgeAsync(system, days: 99);
        (await RunAsync(system, Everything)).ShouldContain("0 finished cases older than 100 days");
        await AgeAsync(system, days: 2);
        string said = await RunAsync(system, Everything);

        said.ShouldStartWith("Deleted: 0 failed attempts of finished cases older than 100 days; ");
        said.ShouldContain("; 1 finished cases older than 100 days; ");
        said.ShouldContain("; 1 answers to requests older than 100 days; ");
        said.ShouldContain("; 1 previews older than 100 days; ");
        (await system.Database.ReadAsync<string>(Kept)).ShouldBe("1 1 0 0 0");
        (await system.Database.ReadAsync<bool>(
            "SELECT state = 'completed' AND requested_at = (SELECT max(requested_at) FROM offboarding.cases) FROM offboarding.cases WHERE user_id = @leaver", ("leaver", workspace.Leaver)))
            .ShouldBeTrue();
        (await system.Database.ReadAsync<string>("SELECT details ->> 'cases' FROM offboarding.audit WHERE action = 'cases-forgotten'")).ShouldBe("1");
        (await VerifyAsync(system)).ShouldBeEmpty();

        await system.Database.ExecuteAsync("DELETE FROM offboarding.ledger_forgotten");
        (await VerifyAsync(system)).Select(f => f.Problem).ShouldBe([AuditProblem.LedgerChanged]);
    }

    [Fact]
    public async Task Nothing_is_deleted_of_somebody_under_legal_hold_nor_without_a_setting()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await TwiceGoneAsync(system);
        (await system.AskAsync(Deletions.Hold(workspace))).Name.ShouldBe("offboarding.legal-hold-placed");
        await AgeAsync(system, days: 1000);

        await RunAsync(system, Everything);
        (await system.Database.ReadAsync<string>(Kept)).ShouldBe("2 2 2 0 1");
        await system.AskAsync(Deletions.Lift(workspace));
        await RunAsync(system, new MaintenanceOptions());
        (await system.Database.ReadAsync<string>(Kept)).ShouldBe("2 2 3 0 1");

        await RunAsync(system, Everything);
        (await system.Database.ReadAsync<string>(Kept)).ShouldBe("1 1 1 0 0");
    }

    [Fact]
    public async Task A_refused_message_goes_only_once_somebody_has_dealt_with_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent first = await system.RefuseAsync(new Departure(workspace) { User = workspace.Owner });
        await system.RefuseAsync(new Departure(workspace) { User = workspace.Owner });
        await system.Database.ExecuteAsync(
            "UPDATE offboarding.refusals SET discarded_at = now(), discarded_by = 'ops.anna', discard_reason = 'Settled', discard_request = gen_random_uuid() WHERE request_id = @request",
            ("request", first.RequestId));
        await system.Database.ExecuteAsync("INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, body, replayed_at) VALUES ('a', 'e', 'unreadable', 'x', '', now()), ('b', 'e', 'unreadable', 'x', '', NULL)");
        await system.Database.ExecuteAsync("INSERT INTO offboarding.access_log (at, event) VALUES (now() - interval '101 days', 'denied'), (now() - interval '99 days', 'denied')");
        await AgeAsync(system, days: 101);

        string said = await RunAsync(system, Everything);

        said.ShouldContain("1 entries of the access log");

        said.ShouldContain("1 refused messages");
        said.ShouldContain("1 messages that could not be read or handled");
        (await system.Database.ReadAsync<string>("SELECT string_agg(message_name, ' ') FROM offboarding.parked_messages")).ShouldBe("b");
        (await system.Database.ReadAsync<bool>("SELECT bool_and(discarded_at IS NULL) AND count(*) = 1 FROM offboarding.refusals")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_that_a_deletion_emptied_goes_although_nobody_replayed_or_discarded_it()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await database.ExecuteAsync(
            """
            INSERT INTO offboarding.refusals (id, message_name, code, message, help, body, content_type, refused_at, erased_at)
            SELECT gen_random_uuid(), 'offboarding.invite-user', 'unknown-user', said, 'Help', '', 'text/plain', now() - interval '200 days', now() - ago
            FROM (VALUES ('emptied long ago', interval '101 days'), ('emptied lately', interval '99 days'), ('waiting', NULL)) a (said, ago);
            INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, body, parked_at, erased_at)
            SELECT message_name, 'e', 'unreadable', message, body, refused_at, erased_at FROM offboarding.refusals
            """);

        await RunAsync(database, Everything);

        (await database.ReadAsync<string>("SELECT string_agg(message, ', ' ORDER BY message) FROM offboarding.refusals")).ShouldBe("emptied lately, waiting");
        (await database.ReadAsync<string>("SELECT string_agg(error, ', ' ORDER BY error) FROM offboarding.parked_messages")).ShouldBe("emptied lately, waiting");
    }

    [Fact]
    public async Task F10_what_was_answered_about_a_case_stays_while_its_person_is_held()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));
        Guid id = await Deletions.ScheduleAsync(system, Deletions.Of(workspace));
        TestCommand later = new TestCommand("offboarding.reschedule-offboarding", workspace).With("offboardingId", id).With("lastDay", $"{DateTimeOffset.UtcNow.AddDays(400):O}");
        (await system.AskAsync(later)).Name.ShouldBe("offboarding.rescheduled");
        ReceivedEvent refused = await system.AskAsync(later with { RequestId = Guid.NewGuid(), RequestedBy = workspace.Agents[0] });
        (refused.Text("code"), refused["userId"]!.GetValue<Guid>()).ShouldBe(("not-permitted", workspace.Leaver));
        const string About =
            """
            SELECT concat_ws(' ', (SELECT count(*) FROM offboarding.answers WHERE user_id = @leaver AND message_name = 'offboarding.reschedule-offboarding'),
                                  (SELECT count(*) FROM offboarding.refusals WHERE user_id = @leaver AND message_name = 'offboarding.reschedule-offboarding'))
            """;
        (await system.Database.ReadAsync<string>(About, ("leaver", workspace.Leaver))).ShouldBe("2 1");
        await system.Database.ExecuteAsync(
            "UPDATE offboarding.refusals SET discarded_at = now(), discarded_by = 'ops.anna', discard_reason = 'Settled', discard_request = gen_random_uuid()");
        await system.AskAsync(Deletions.Hold(workspace));
        await AgeAsync(system, days: 1000);

        await RunAsync(system, Everything);
        (await system.Database.ReadAsync<string>(About, ("leaver", workspace.Leaver))).ShouldBe("2 1");

        await system.AskAsync(Deletions.Lift(workspace));
        await RunAsync(system, Everything);
        (await system.Database.ReadAsync<string>(About, ("leaver", workspace.Leaver))).ShouldBe("0 0");
    }

    [Fact]
    public async Task F10_what_names_no_person_stays_while_anybody_of_its_workspace_is_held_and_what_names_no_workspace_while_anybody_is()
    {
        await using TestSystem system = await shared.SetAsync();
        (TestWorkspace held, TestWorkspace free) = (await system.WorkspaceAsync(), await system.WorkspaceAsync());
        await system.AskAsync(Deletions.Hold(held));
        await system.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.refusals (id, message_name, workspace_id, user_id, code, message, help, body, content_type, refused_at, discarded_at, discarded_by, discard_reason, discard_request)
            SELECT gen_random_uuid(), 'offboarding.pause-offboarding', workspace, person, 'conflicting-request', said, 'Help', '', 'text/plain', now() - interval '200 days', now() - interval '150 days',
                   'ops.anna', 'Settled', gen_random_uuid()
            FROM (VALUES ('a held', @held, NULL), ('b held, about another', @held, @another), ('c free', @free, NULL), ('d nowhere', NULL, NULL), ('e unknown', gen_random_uuid(), NULL)) a (said, workspace, person);
            INSERT INTO offboarding.answers (workspace_id, request_id, message_name, user_id, fingerprint, events, answered_at)
            SELECT workspace_id, gen_random_uuid(), message, user_id, sha256(''), '[]', refused_at FROM offboarding.refusals WHERE workspace_id IN (@held, @free)
            """,
            ("held", held.Id), ("free", free.Id), ("another", held.Agents[0]));

        await RunAsync(system, Everything);

        (await system.Database.ReadAsync<string>("SELECT string_agg(message, ', ' ORDER BY message) FROM offboarding.refusals")).ShouldBe("a held, d nowhere, e unknown");
        (await system.Database.ReadAsync<string>("SELECT string_agg(message_name, ', ') FROM offboarding.answers WHERE message_name NOT LIKE 'offboarding.%'")).ShouldBe("a held");

        await system.AskAsync(Deletions.Lift(held));
        await RunAsync(system, Everything);
        (await system.Database.ReadAsync<long>("SELECT (SELECT count(*) FROM offboarding.refusals) + (SELECT count(*) FROM offboarding.answers WHERE message_name NOT LIKE 'offboarding.%')")).ShouldBe(0);
    }

    [Fact]
    public async Task A_case_stays_as_long_as_the_undo_of_its_absence_also_where_the_undo_names_another_case_first()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await TwiceGoneAsync(system);
        await AgeAsync(system, days: 101);
        await system.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.cases (id, kind, workspace_id, user_id, gives_to, request_id, requested_by, state, undoes, undoes_also, due_at, completed_at)
            SELECT gen_random_uuid(), 'undo', @workspace, @leaver, @leaver, gen_random_uuid(), @admin, 'completed', ids[2], ids[1:1], now(), now()
            FROM (SELECT array_agg(id ORDER BY requested_at) FROM offboarding.cases) a (ids)
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver), ("admin", workspace.Admin));

        (await RunAsync(system, Everything)).ShouldContain("; 0 finished cases older than 100 days; ");

        await system.Database.ExecuteAsync("DELETE FROM offboarding.cases WHERE kind = 'undo'");
        (await RunAsync(system, Everything)).ShouldContain("; 1 finished cases older than 100 days; ");
    }

    [Fact]
    public async Task F10_the_entries_about_a_hold_and_about_refusals_stay_in_the_audit_trail_while_the_person_is_held()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.RefuseAsync(new Departure(workspace) { RequestedBy = workspace.Agents[0] });
        await system.AskAsync(Deletions.Hold(workspace));

        await AgeAuditAsync(system);
        await RunAsync(system, new MaintenanceOptions { KeepAudit = TimeSpan.FromDays(600) });
        (await ActionsAsync(system, workspace)).ShouldBe("refused legal-hold-placed");

        await system.AskAsync(Deletions.Lift(workspace));
        await RunAsync(system, new MaintenanceOptions { KeepAudit = TimeSpan.FromDays(600) });
        (await ActionsAsync(system, workspace)).ShouldBe("legal-hold-lifted audit-forgotten");
    }

    [Theory]
    [InlineData("userId")]
    [InlineData("user")]
    [InlineData("nextOwner")]
    [InlineData("givesTo")]
    public async Task F10_an_entry_of_the_audit_trail_without_a_case_is_about_whom_its_details_name(string field)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.legal_holds (workspace_id, id, user_id, reason, placed_by) VALUES (@workspace, gen_random_uuid(), @leaver, 'Lawsuit', @admin);
            INSERT INTO offboarding.audit (workspace_id, actor, action, details)
            SELECT @workspace, 'ops.anna', action, jsonb_build_object(@field, said)
            FROM (VALUES (1, 'about-nobody', 'no id'), (2, 'about-another', @another), (3, 'about-them', upper(@leaver::text)), (4, 'later', @another)) a (n, action, said) ORDER BY n
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver), ("admin", workspace.Admin), ("field", field), ("another", workspace.Agents[0].ToString()));
        await AgeAuditAsync(system);

        await RunAsync(system, new MaintenanceOptions { KeepAudit = TimeSpan.FromDays(600) });

        (await ActionsAsync(system, workspace)).ShouldBe("about-them later audit-forgotten");
    }

    [Fact]
    public async Task F7_the_oldest_entries_of_the_audit_trail_go_in_order_and_the_rest_still_verifies()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await database.ExecuteAsync(
            """
            INSERT INTO offboarding.audit (workspace_id, at, actor, action)
            SELECT w::uuid, now() - days * interval '1 day', 'ops.anna', 'act-' || days
            FROM unnest(ARRAY['00000000-0000-0000-0000-000000000000', '10000000-0000-4000-8000-000000000000', '20000000-0000-4000-8000-000000000000']) w, unnest(ARRAY[900, 800, 500, 700, 20]) WITH ORDINALITY AS a (days, n)
            ORDER BY w, n
            """);

        string said = await RunAsync(database, new MaintenanceOptions { KeepAudit = TimeSpan.FromDays(600) });

        // Also what operators did outside a workspace.
        said.Split("; ").ShouldContain("6 entries of the audit trail older than 600 days.");
        (await database.ReadAsync<string>("SELECT string_agg(action, ' ' ORDER BY id) FROM offboarding.audit WHERE workspace_id = '10000000-0000-4000-8000-000000000000'"))
            .ShouldBe("act-500 act-700 act-20 audit-forgotten");
        (await VerifyAsync(database)).ShouldBeEmpty();
        (await database.ReadAsync<long>("SELECT count(*) FROM dashboard.changed_audit_entries((SELECT array_agg(id) FROM offboarding.audit))")).ShouldBe(0);

        await database.ExecuteAsync(
            "SET session_replication_role = replica; DELETE FROM offboarding.audit_chain WHERE number = 3; DELETE FROM offboarding.audit WHERE action = 'act-500'; RESET session_replication_role");
        (await VerifyAsync(database)).Select(f => f.Problem).ShouldBe([AuditProblem.MissingBefore, AuditProblem.MissingBefore, AuditProblem.MissingBefore]);
    }

    [Theory]
    [InlineData("SELECT forgotten::int FROM offboarding.forget('previews', '0', '-infinity', 1000)", "previews", "previewed_at", 29)]
    [InlineData("SELECT forgotten::int FROM offboarding.forget_audit('0', '00000000-0000-0000-0000-000000000000', 1000)", "audit", "at", 364)]
    public async Task The_workers_role_cannot_delete_what_is_younger_than_the_least_setting(string sql, string table, string column, int days)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await database.ExecuteAsync(table == "audit"
            ? $"INSERT INTO offboarding.audit (workspace_id, at, actor, action) VALUES (gen_random_uuid(), now() - interval '{days} days', 'a', 'b')"
            : $"INSERT INTO offboarding.previews VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), sha256(''), '{{}}', now() - interval '{days} days')");

        (await AskAsync(database, sql)).ShouldBe(0);
        await database.ExecuteAsync($"SET session_replication_role = replica; UPDATE offboarding.{table} SET {column} = {column} - interval '2 days'; RESET session_replication_role");
        (await AskAsync(database, sql)).ShouldBe(1);
    }

    private static async Task<int> AskAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.Worker);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Gone, back, and gone again, with a preview before: two cases, two rows of the ledger, one answer.</summary>
    private static async Task<TestWorkspace> TwiceGoneAsync(TestSystem system)
    {
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await system.Hr.SendAsync(new Departure(workspace) { DryRun = true });
        await system.Events.OneAsync("offboarding.previewed", _ => true);
        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        (await system.AskAsync(new TestCommand("offboarding.reactivate-user", workspace).With("userId", workspace.Leaver))).Name.ShouldBe("offboarding.user-reactivated");
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET assignee_id = @leaver", ("leaver", workspace.Leaver));
        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[1]));
        return workspace;
    }

    /// <summary>All of it happened so many days earlier.</summary>
    private static Task AgeAsync(TestSystem system, int days) => system.Database.ExecuteAsync(
        $"""
        SET session_replication_role = replica;
        UPDATE offboarding.cases SET requested_at = requested_at - d, due_at = due_at - d, completed_at = completed_at - d FROM (SELECT interval '{days} days') x (d);
        UPDATE offboarding.answers SET answered_at = answered_at - interval '{days} days';
        UPDATE offboarding.previews SET previewed_at = previewed_at - interval '{days} days';
        UPDATE offboarding.refusals SET refused_at = refused_at - d, discarded_at = discarded_at - d, replayed_at = replayed_at - d FROM (SELECT interval '{days} days') x (d);
        UPDATE offboarding.parked_messages SET parked_at = parked_at - d, replayed_at = replayed_at - d FROM (SELECT interval '{days} days') x (d);
        RESET session_replication_role
        """);

    private static Task AgeAuditAsync(TestSystem system) => system.Database.ExecuteAsync(
        "SET session_replication_role = replica; UPDATE offboarding.audit SET at = at - interval '1000 days'; RESET session_replication_role");

    private static Task<string> ActionsAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<string>(
        "SELECT string_agg(action, ' ' ORDER BY id) FROM offboarding.audit WHERE workspace_id = @workspace", ("workspace", workspace.Id));

    private static Task<string> RunAsync(TestSystem system, MaintenanceOptions options) => RunAsync(system.Database, options);

    private static async Task<string> RunAsync(TestDatabase database, MaintenanceOptions options)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database.Worker);
        return await new OldHistory(source, Options.Create(options)).RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task<IReadOnlyList<AuditFinding>> VerifyAsync(TestSystem system) => VerifyAsync(system.Database);

    private static async Task<IReadOnlyList<AuditFinding>> VerifyAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Worker);
        await connection.OpenAsync();
        return await AuditVerifier.VerifyAsync(connection, CancellationToken.None);
    }
}
