using Npgsql;

namespace Offboarding.Integration.Tests.SignOut;

/// <summary>Out means out: every session, every token, and the door stays shut (A3, D2).</summary>
public sealed class SignOutTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task D2_all_sessions_and_tokens_end_however_many_batches_that_takes_and_nobody_elses()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAccess(openSessions: 57, validTokens: 31));
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.sessions (workspace_id, user_id) VALUES (@workspace, @agent); INSERT INTO workspace.api_tokens (workspace_id, user_id) VALUES (@workspace, @agent)",
            ("workspace", workspace.Id), ("agent", workspace.Agents[0]));
        await system.Database.ExecuteAsync("UPDATE workspace.sessions SET ended_at = now() - interval '1 d' WHERE id = (SELECT id FROM workspace.sessions WHERE user_id = @leaver LIMIT 1)", ("leaver", workspace.Leaver));

        Guid id = await system.CompleteAsync(new Departure(workspace));

        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ',
                (SELECT count(*) FROM workspace.sessions WHERE user_id = @leaver AND ended_at IS NULL),
                (SELECT count(*) FROM workspace.api_tokens WHERE user_id = @leaver AND revoked_at IS NULL),
                (SELECT count(*) FROM workspace.sessions WHERE ended_by = @case),
                (SELECT count(*) FROM workspace.api_tokens WHERE revoked_by = @case),
                (SELECT count(*) FROM workspace.sessions WHERE ended_at IS NULL),
                (SELECT count(*) FROM workspace.api_tokens WHERE revoked_at IS NULL))
            """,
            ("leaver", workspace.Leaver), ("case", id))).ShouldBe("0 0 56 31 1 1");
        ReceivedEvent revoked = (await system.Events.AtLeastAsync(1, "offboarding.sessions-revoked")).ShouldHaveSingleItem();
        (revoked.Number("sessions"), revoked.Number("apiTokens")).ShouldBe((56, 31));
        (await system.Database.ReadAsync<bool>("SELECT sessions_ended_at IS NOT NULL FROM offboarding.cases")).ShouldBeTrue();
    }

    [Fact]
    public async Task A3_whoever_is_out_cannot_sign_in_again_and_keeps_their_record()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));

        foreach (string table in new[] { "sessions", "api_tokens" })
        {
            PostgresException refused = await Should.ThrowAsync<PostgresException>(() => system.Database.ExecuteAsync(
                $"INSERT INTO workspace.{table} (workspace_id, user_id) VALUES (@workspace, @leaver)",
                ("workspace", workspace.Id), ("leaver", workspace.Leaver)));
            refused.ConstraintName.ShouldBe("no_access_for_inactive_users");
        }

        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.sessions (workspace_id, user_id) VALUES (@workspace, @agent)", ("workspace", workspace.Id), ("agent", workspace.Agents[0]));
    }

    [Fact]
    public async Task Sign_in_is_closed_before_any_step_has_run()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await using Blocker sessions = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.sessions FOR UPDATE");
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());

        Guid id = await system.OpenAsync(departure);
        await sessions.IsInTheWayAsync(system.Database);

        (await system.StateAsync(id)).ShouldBe("signing-out");
        (await system.Database.ReadAsync<string>("SELECT status FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver))).ShouldBe("inactive");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(name || ' ' || status, ', ' ORDER BY phase, name) FROM offboarding.steps"))
            .ShouldBe("sign-out-sessions ready, reassign-conversations waiting, update-seats waiting", "lockout first");

        await sessions.ReleaseAsync();
        await system.BecomesAsync(id, "completed");
    }

    [Fact]
    public async Task Sign_ins_that_race_with_the_deactivation_are_ended_or_refused_and_none_stays_open()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        using var stop = new CancellationTokenSource();
        int refused = 0;
        Task[] browsers = [.. Enumerable.Range(0, 4).Select(_ => SignInAsync())];

        await system.CompleteAsync(new Departure(workspace));
        await Eventually.TrueAsync(() => Volatile.Read(ref refused) > 3, "sign-ins to be refused");
        await stop.CancelAsync();
        await Task.WhenAll(browsers);

        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions WHERE ended_at IS NULL")).ShouldBe(0);

        async Task SignInAsync()
        {
            await using var connection = new NpgsqlConnection(system.Database.Owner);
            await connection.OpenAsync();
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await using var command = new NpgsqlCommand("INSERT INTO workspace.sessions (workspace_id, user_id) VALUES ($1, $2)", connection)
                    {
                        Parameters = { new() { Value = workspace.Id }, new() { Value = workspace.Leaver } },
                    };
                    await command.ExecuteNonQueryAsync();
                }
                catch (PostgresException error) when (error.ConstraintName == "no_access_for_inactive_users")
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }
    }

    [Fact]
    public async Task A_leaver_with_a_mountain_of_work_does_not_delay_the_lockout_of_the_next()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "1"), ("Messaging:ConcurrentSteps", "1"), ("Steps:Slice", "00:05:00"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 20_000));
        Departure mountain = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());
        await system.Hr.SendAsync(mountain);
        Guid id = await system.CaseAsync(mountain);
        await system.StepBecomesAsync(id, "reassign-conversations", "running");

        await system.Hr.SendAsync(new Departure(workspace) { User = workspace.Agents[0] });
        ReceivedEvent next = await system.Events.OneAsync("offboarding.sessions-revoked", e => e.OffboardingId != id);

        next["userId"]!.GetValue<Guid>().ShouldBe(workspace.Agents[0]);
        (await system.StepAsync(id, "reassign-conversations")).ShouldBe("running");
    }
}
