using System.Text;
using Npgsql;
using Offboarding.Worker.Audit;

namespace Offboarding.Integration.Tests.Deletion;

/// <summary>D8, D9: what goes with somebody who is deleted, and what stays.</summary>
public sealed class ErasePersonTests(Servers servers)
{
    private const string Name = "Berta Beispiel";
    private const string Email = "berta.beispiel@example.test";

    [Fact]
    public async Task D8_account_memberships_and_access_go_and_the_row_with_its_id_stays_as_deleted_user()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "5"));
        TestWorkspace workspace = await BertaAsync(system, w => w.WithAccess(openSessions: 12, validTokens: 7));
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.user_permissions (workspace_id, user_id, permission) VALUES (@workspace, @leaver, 'contacts-edit');
            INSERT INTO workspace.contacts (workspace_id, id, name, account_id) VALUES (@workspace, 7, 'Client', @leaver)
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        await system.CompleteAsync(new Departure(workspace));

        Guid id = await Deletions.CompleteAsync(system, Deletions.Of(workspace));

        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', status, name, email, coalesce(password_hash, 'no password')) FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver)))
            .ShouldBe($"deleted Deleted user deleted-{workspace.Leaver}@deleted.invalid no password");
        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ',
                (SELECT count(*) FROM workspace.sessions WHERE user_id = @leaver), (SELECT count(*) FROM workspace.api_tokens WHERE user_id = @leaver),
                (SELECT count(*) FROM workspace.team_members WHERE user_id = @leaver), (SELECT count(*) FROM workspace.user_roles WHERE user_id = @leaver),
                (SELECT count(*) FROM workspace.user_permissions WHERE user_id = @leaver),
                (SELECT count(*) FROM workspace.contacts WHERE account_id = @leaver OR former_account_id = @leaver))
            """,
            ("leaver", workspace.Leaver))).ShouldBe("0 0 0 0 0 0");
        ReceivedEvent deleted = system.Events.Of("offboarding.user-deleted")[0];
        deleted["steps"]!.AsArray().Select(s => $"{s!["step"]} {s["done"]}").ShouldBe(["erase-access 19", "erase-memberships 4", "erase-traces 0"]);
        (await system.Database.ReadAsync<string>("SELECT concat_ws(' ', state, \"user\", reason) FROM dashboard.deletions WHERE id = @case", ("case", id)))
            .ShouldBe("completed Deleted user data-protection-request");
        (await system.Database.ReadAsync<string>("SELECT concat_ws(' ', active, inactive, deleted) FROM dashboard.workspaces")).ShouldBe("6 0 1");
    }

    [Fact]
    public async Task D9_conversations_notes_and_ratings_stay_as_those_of_deleted_user()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await BertaAsync(system, w => w.WithConversations(open: 1, closed: 2));
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.notes (workspace_id, conversation_id, author_id, body) VALUES (@workspace, 2, @leaver, 'Called the client back');
            INSERT INTO workspace.ratings (workspace_id, conversation_id, user_id, score) VALUES (@workspace, 3, @leaver, 5)
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));

        await Deletions.CompleteAsync(system, Deletions.Of(workspace));

        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(', ',
                (SELECT string_agg(concat_ws(' ', c.id, c.status, u.name), ', ' ORDER BY c.id) FROM workspace.conversations c JOIN workspace.users u ON u.id = c.assignee_id),
                (SELECT concat_ws(' by ', n.body, u.name) FROM workspace.notes n JOIN workspace.users u ON u.id = n.author_id),
                (SELECT concat_ws(' for ', r.score, u.name) FROM workspace.ratings r JOIN workspace.users u ON u.id = r.user_id))
            """)).ShouldBe("1 open Agent 1 Ypsilon, 2 closed Deleted user, 3 closed Deleted user, Called the client back by Deleted user, 5 for Deleted user");
    }

    [Fact]
    public async Task D8_the_acts_stay_in_the_audit_trail_under_a_pseudonym_and_the_chain_verifies()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await BertaAsync(system, w => w.WithLeaver("admin"));
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0], RequestedBy = workspace.Leaver });
        await system.CompleteAsync(new Departure(workspace));
        (string before, long acts) = (await HashesAsync(system), await ActsAsync(system, workspace));

        await Deletions.CompleteAsync(system, Deletions.Of(workspace));

        await using var connection = new NpgsqlConnection(system.Database.Worker);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        (await AuditVerifier.VerifyAsync(connection, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await HashesAsync(system)).ShouldStartWith(before);
        (await ActsAsync(system, workspace)).ShouldBe(acts);
        (await system.Database.ReadAsync<string>("SELECT min(actor_name) FROM dashboard.audit WHERE actor = @leaver", ("leaver", workspace.Leaver.ToString())))
            .ShouldBe("Deleted user");
    }

    [Theory]
    [InlineData("Zo\u00EB Grün")]
    [InlineData("Zoe\u0308 Gru\u0308n")]
    public async Task D8_a_name_is_erased_in_whatever_normal_form_somebody_wrote_it(string name)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Database.ExecuteAsync("UPDATE workspace.users SET name = @name WHERE id = @leaver", ("name", name), ("leaver", workspace.Leaver));
        NormalizationForm[] forms = [NormalizationForm.FormC, NormalizationForm.FormD];
        foreach (NormalizationForm form in forms)
        {
            await system.RefusalAsync(Invite(workspace, name.Normalize(form), "x@example.test") with { RequestedBy = workspace.Agents[0] });
        }

        await system.RefusalAsync(Invite(workspace, "Zora Grün", "y@example.test") with { RequestedBy = workspace.Agents[0] });
        await system.CompleteAsync(new Departure(workspace));
        await system.Database.ExecuteAsync("UPDATE offboarding.steps SET last_error = 'Failing row contains ' || @name WHERE workspace_id = @workspace",
            ("name", name.Normalize(NormalizationForm.FormD)), ("workspace", workspace.Id));

        await Deletions.CompleteAsync(system, Deletions.Of(workspace));

        (await system.Database.ReadAsync<string>("SELECT count(*) FILTER (WHERE erased_at IS NOT NULL) || ' of ' || count(*) FROM offboarding.refusals")).ShouldBe("2 of 3");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.steps WHERE last_error LIKE 'Failing%'")).ShouldBe(0);
    }

    [Fact]
    public async Task D8_name_and_address_are_found_behind_other_scripts_and_behind_the_escapes_of_json()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await BertaAsync(system);
        await system.CompleteAsync(new Departure(workspace));
        await system.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.refusals (id, message_name, workspace_id, code, message, help, body, content_type)
            SELECT gen_random_uuid(), 'offboarding.deactivate-user', @workspace, 'unknown-user', 'No', 'Help', convert_to('{"note":"Was' || b || said || '"}', 'UTF8'), 'application/json'
            FROM unnest(ARRAY['“', E'\u00a0', '姓', '\n', '\r', '\t', '\b', '\f', '\u201c', '\u00A0']) b, unnest(ARRAY[@name, upper(@email)]) said;
            INSERT INTO offboarding.refusals (id, message_name, workspace_id, code, message, help, body, content_type)
            SELECT gen_random_uuid(), 'offboarding.deactivate-user', @workspace, 'unknown-user', 'No', 'Help', convert_to('{"note":"Was n' || @name || '"}', 'UTF8'), 'application/json';
            UPDATE offboarding.steps SET last_error = 'Failing row contains “' || @name || '”' WHERE workspace_id = @workspace
            """,
            ("workspace", workspace.Id), ("name", Name), ("email", Email));

        await Deletions.CompleteAsync(system, Deletions.Of(workspace));

        (await system.Database.ReadAsync<string>("SELECT count(*) FILTER (WHERE erased_at IS NOT NULL) || ' of ' || count(*) FROM offboarding.refusals")).ShouldBe("20 of 21");
        (await LeftAsync(system, Email)).ShouldBeEmpty();
        (await LeftAsync(system, Name)).ShouldBe(["offboarding.refusals 1"], "nBerta is somebody else");
    }

    [Fact]
    public async Task D8_refused_messages_of_no_workspace_or_of_one_that_does_not_exist_are_emptied_too()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await BertaAsync(system);
        TestWorkspace elsewhere = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));
        // As they come: the field is missing, or the id is nobody's.
        await system.Hr.SendAsync("offboarding.invite-user", Of(null, Email));
        await system.Hr.SendAsync("offboarding.invite-user", Of(Guid.NewGuid(), Email));
        await system.Hr.SendAsync("offboarding.invite-user", Of(null, $"x@{workspace.Id}.test"));
        await system.Hr.SendAsync("offboarding.invite-user", Of(Guid.NewGuid(), $"x@{workspace.Id}.test"));
        // Of another workspace, and of none without the workspace's id: another of the same name.
        await system.Hr.SendAsync("offboarding.invite-user", Of(elsewhere.Id, "a@example.test"));
        await system.Hr.SendAsync("offboarding.invite-user", Of(null, "b@example.test"));
        await Eventually.TrueAsync(async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.refusals") == 6, "six refused messages");

        await Deletions.CompleteAsync(system, Deletions.Of(workspace));

        (await system.Database.ReadAsync<string>("SELECT string_agg(convert_from(body, 'UTF8')::jsonb ->> 'email', ' ' ORDER BY convert_from(body, 'UTF8')::jsonb ->> 'email') FROM offboarding.refusals WHERE erased_at IS NULL"))
            .ShouldBe("a@example.test b@example.test");
        (await LeftAsync(system, Email)).ShouldBeEmpty();

        System.Text.Json.Nodes.JsonObject Of(Guid? id, string email) => new()
        {
            ["requestId"] = Guid.NewGuid(),
            ["workspaceId"] = id,
            ["requestedBy"] = workspace.Agents[0],
            ["name"] = Name,
            ["email"] = email,
        };
    }

    [Fact]
    public async Task D8_every_trace_in_refused_parked_and_kept_messages_goes_and_those_about_others_stay()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "2"));
        TestWorkspace workspace = await BertaAsync(system);
        TestWorkspace elsewhere = await system.WorkspaceAsync();
        // Three refused messages name her, one of them in capitals; two name somebody else: with a longer name, and in another workspace.
        foreach ((string name, string email) in new[] { (Name, "x@example.test"), ("X", Email.ToUpperInvariant()), ("X", Email) })
        {
            await system.RefusalAsync(Invite(workspace, name, email) with { RequestedBy = workspace.Agents[0] });
        }

        await system.RefusalAsync(Invite(workspace, $"{Name}mann", "other@example.test") with { RequestedBy = workspace.Agents[0] });
        await system.RefusalAsync(Invite(elsewhere, Name, "y@example.test") with { RequestedBy = elsewhere.Agents[0] });
        await system.Hr.SendAsync("offboarding.invite-user", Encoding.UTF8.GetBytes($"not json, but {Email}"));
        await system.Hr.SendAsync("offboarding.invite-user", Encoding.UTF8.GetBytes($"not json, {Name} in {workspace.Id}"));
        await system.Hr.SendAsync("offboarding.invite-user", Encoding.UTF8.GetBytes($"not json, {Name} of nowhere"));
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages") == 3, "three parked messages");
        // A field that nobody knows refuses its line of a list, and the line is kept as it came.
        await system.Hr.SendAsync("offboarding.deactivate-users", new System.Text.Json.Nodes.JsonObject
        {
            ["requestId"] = Guid.NewGuid(),
            ["workspaceId"] = workspace.Id,
            ["requestedBy"] = workspace.Admin,
            ["reason"] = "restructure",
            ["users"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["userId"] = Guid.NewGuid(), ["name"] = Name, ["email"] = Email },
                new System.Text.Json.Nodes.JsonObject { ["userId"] = Name }),
        });
        await system.Events.OneAsync("offboarding.list-answered");
        await system.Database.ExecuteAsync(
            "INSERT INTO offboarding.operations (kind, scope, actor, why) VALUES ('retry-steps', '{}', 'ops.anna', 'asked for by ' || @email)", ("email", Email));
        await system.AskAsync(Deletions.Hold(workspace).With("reason", $"Lawsuit against {Name}"));
        await system.AskAsync(Deletions.Lift(workspace));
        // Holds on others: one reason names her, and the reason why another was lifted.
        foreach ((Guid held, string reason, string lifted) in new[] { (workspace.Agents[0], $"Complaint of {Name}", "Settled"), (workspace.Agents[1], "Lawsuit", $"As {Email.ToUpperInvariant()} says"), (workspace.Agents[2], "Lawsuit", "Settled") })
        {
            await system.AskAsync(Deletions.Hold(workspace, held).With("reason", reason));
            await system.AskAsync(Deletions.Lift(workspace, held).With("reason", lifted));
        }

        await system.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.saved_views (page, name, query, shared, saved_by)
            VALUES ('/leavers', 'All of ' || @name, '', true, 'ines'), ('/leavers', 'All of ' || @email, '', true, 'ines'), ('/leavers', 'All of Bert', '', true, 'ines')
            """,
            ("name", Name), ("email", Email));
        await system.CompleteAsync(new Departure(workspace));
        await system.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.step_attempts (workspace_id, case_id, step, attempt, started_at, transient, error_type, message, stack)
            SELECT workspace_id, case_id, name, n, now(), false, 'PostgresException', 'Failing row contains ' || @name, 'at ' || @email
            FROM offboarding.steps, generate_series(1, 2) n WHERE workspace_id = @workspace;
            UPDATE offboarding.steps SET last_error = 'Failing row contains ' || upper(@email) WHERE workspace_id = @workspace;
            """,
            ("workspace", workspace.Id), ("name", Name), ("email", Email));

        TestCommand wish = Deletions.Of(workspace);
        Guid id = await Deletions.CompleteAsync(system, wish);

        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.refusals WHERE erased_at IS NOT NULL AND body = 'erased' AND message LIKE 'Erased:%'")).ShouldBe(4, "three, and the line of the list that has her name for an id");
        (await system.Database.ReadAsync<string>("SELECT string_agg(convert_from(body, 'UTF8'), ', ') FROM offboarding.parked_messages WHERE erased_at IS NULL"))
            .ShouldBe($"not json, {Name} of nowhere");
        (await system.Database.ReadAsync<bool>("SELECT erases IS NULL FROM offboarding.cases WHERE id = @case", ("case", id))).ShouldBeTrue();
        (await LeftAsync(system, Email)).ShouldBeEmpty();
        (await LeftAsync(system, Name)).ShouldBe(["offboarding.parked_messages 1", "offboarding.refusals 2"]);

        (await system.Database.ReadAsync<string>("SELECT string_agg(concat_ws(' ', reason, lift_reason), ', ' ORDER BY placed_at) FROM offboarding.legal_holds"))
            .ShouldBe("erased erased, erased erased, erased erased, Lawsuit Settled");
        (await system.Database.ReadAsync<string>("SELECT string_agg(name, ', ') FROM offboarding.saved_views WHERE name NOT LIKE 'erased %'")).ShouldBe("All of Bert");

        Guid erased = await system.Database.ReadAsync<Guid>("SELECT id FROM offboarding.refusals WHERE erased_at IS NOT NULL LIMIT 1");
        Guid replay = await system.Hr.ReplayAsync(erased);
        (await system.Events.OneAsync("offboarding.refused", e => e.RequestId == replay)).Text("help").ShouldContain("erased");
    }

    [Fact]
    public async Task D8_messages_are_gone_through_a_portion_at_a_time_and_none_is_passed_over()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "2"));
        TestWorkspace workspace = await BertaAsync(system);
        await system.CompleteAsync(new Departure(workspace));
        // Thirty of one moment are more than a portion of twenty.
        await system.Database.ExecuteAsync(
            $"""
            INSERT INTO offboarding.refusals (id, message_name, workspace_id, code, message, help, body, content_type, refused_at)
            SELECT gen_random_uuid(), 'offboarding.deactivate-user', @workspace, 'user-not-found', 'No', 'Help',
                   convert_to('Somebody ' || n || CASE WHEN n % 10 = 0 THEN ' {Email}' ELSE '' END, 'UTF8'), 'application/json', now() - (n / 30) * interval '1 minute'
            FROM generate_series(1, @many) n;
            INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, body, parked_at)
            SELECT message_name, 'e', 'unreadable', 'No', body, refused_at - interval '30 s' FROM offboarding.refusals
            """,
            ("workspace", workspace.Id), ("many", 200));

        await Deletions.CompleteAsync(system, Deletions.Of(workspace));

        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', (SELECT count(*) FILTER (WHERE erased_at IS NULL) FROM offboarding.refusals), (SELECT count(*) FILTER (WHERE erased_at IS NULL) FROM offboarding.parked_messages))
            """)).ShouldBe("180 180");
        (await LeftAsync(system, Email)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deletion_that_fails_in_the_middle_goes_on_with_a_retry_and_by_another_worker()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "5"));
        TestWorkspace workspace = await BertaAsync(system, w => w.WithAccess(openSessions: 40, validTokens: 0));
        await system.CompleteAsync(new Departure(workspace));
        await system.Database.ExecuteAsync(
            """
            CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF (SELECT count(*) FROM workspace.sessions) <= 25 THEN RAISE EXCEPTION 'the disk is full'; END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER trouble BEFORE DELETE ON workspace.sessions FOR EACH STATEMENT EXECUTE FUNCTION trouble()
            """);
        TestCommand wish = Deletions.Of(workspace);
        await system.AskAsync(wish);
        Guid id = await system.CaseAsync(wish.RequestId);
        await system.BecomesAsync(id, "needs-attention");
        await system.Events.OneAsync("offboarding.step-failed", e => e.OffboardingId == id);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions")).ShouldBe(25);
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("deleted");

        await system.Database.ExecuteAsync("DROP TRIGGER trouble ON workspace.sessions");
        await system.RestartWorkerAsync(("Steps:BatchSize", "5"));
        await system.Hr.RetryAsync(id, "erase-access");

        ReceivedEvent deleted = await system.Events.OneAsync("offboarding.user-deleted", e => e.OffboardingId == id);
        deleted["steps"]!.AsArray().Select(s => $"{s!["step"]} {s["done"]}").ShouldContain("erase-access 40");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions")).ShouldBe(0);
    }

    private static async Task<TestWorkspace> BertaAsync(TestSystem system, Func<WorkspaceBuilder, WorkspaceBuilder>? describe = null)
    {
        TestWorkspace workspace = await system.WorkspaceAsync(describe);
        await system.Database.ExecuteAsync(
            "UPDATE workspace.users SET name = @name, email = @email, password_hash = 'argon2id$old' WHERE id = @leaver",
            ("name", Name), ("email", Email), ("leaver", workspace.Leaver));
        return workspace;
    }

    private static TestCommand Invite(TestWorkspace workspace, string name, string email) =>
        new TestCommand("offboarding.invite-user", workspace).With("name", name).With("email", email);

    private static Task<string> HashesAsync(TestSystem system) =>
        system.Database.ReadAsync<string>("SELECT string_agg(encode(hash, 'hex'), ' ' ORDER BY number) FROM offboarding.audit_chain");

    private static Task<long> ActsAsync(TestSystem system, TestWorkspace workspace) =>
        system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE actor = @leaver", ("leaver", workspace.Leaver.ToString()));

    /// <summary>Looks through every table of both schemas for a text, as UTF-8 in bytes too.</summary>
    private static async Task<string[]> LeftAsync(TestSystem system, string text)
    {
        var found = new List<string>();
        foreach (string table in await system.Database.ReadAsync<string[]>(
            "SELECT array_agg(oid::regclass::text ORDER BY oid::regclass::text) FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('workspace', 'offboarding')"))
        {
            long rows = await system.Database.ReadAsync<long>(
                $"SELECT count(*) FROM {table} t WHERE t::text ILIKE '%' || @text || '%' OR t::text ILIKE '%' || @hex || '%'",
                ("text", text), ("hex", Convert.ToHexString(Encoding.UTF8.GetBytes(text))));
            if (rows > 0)
            {
                found.Add($"{table} {rows}");
            }
        }

        return [.. found];
    }
}
