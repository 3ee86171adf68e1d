using Npgsql;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>Colleagues go on working on the very items that are being moved. Amounts stay exact, and nobody waits for long.</summary>
public sealed class ContentionTests(Servers servers)
{
    [Fact]
    public async Task C4_an_item_that_a_colleague_holds_and_takes_is_not_counted_for_anybody()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "100"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 300));
        await using Blocker colleague = await Blocker.HoldAsync(
            system.Database, "UPDATE workspace.conversations SET assignee_id = @agent WHERE id IN (3, 50, 130)", ("agent", workspace.Agents[2]));

        Departure departure = new Departure(workspace).Handing("fixed", (workspace.Agents[0], 120), (workspace.Agents[1], 110));
        await system.Hr.SendAsync(departure);
        // Far more than a batch waits for a lock; the others are moved around the held ones.
        await Eventually.TrueAsync(async () => await InLedgerAsync(system) == 230, "all amounts to be given while three items are held");
        await colleague.ReleaseAsync();
        await system.BecomesAsync(await system.CaseAsync(departure), "completed");

        (await SharesAsync(system, workspace)).ShouldBe([120, 110]);
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[2]))).ShouldBe(3);
    }

    [Fact]
    public async Task C4_an_item_that_is_taken_while_the_batch_waits_for_it_makes_the_batch_begin_again()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "100"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 300));
        Task colleague = TakeWhenWaitedForAsync(system, workspace.Agents[2], "3, 50");
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%taken when waited for%' AND state = 'active' AND datname = current_database() AND pid <> pg_backend_pid())"),
            "the colleague to hold the items");

        await system.CompleteAsync(new Departure(workspace).Handing("fixed", (workspace.Agents[0], 60), (workspace.Agents[1], 150)));
        await colleague;

        (await SharesAsync(system, workspace)).ShouldBe([60, 150]);
    }

    [Fact]
    public async Task C4_amounts_are_exact_while_others_take_and_close_items_at_random()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "50"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6000));
        using var enough = new CancellationTokenSource();
        Task<int>[] colleagues = [.. Enumerable.Range(1, 3).Select(n => WorkAsync(system, workspace, n, enough.Token))];

        await system.CompleteAsync(new Departure(workspace)
            .Handing("fixed", (workspace.Agents[0], 1234), (workspace.Agents[1], 2345)));
        await enough.CancelAsync();

        (await Task.WhenAll(colleagues)).Sum().ShouldBePositive();
        (await SharesAsync(system, workspace)).ShouldBe([1234, 2345]);
    }

    /// <summary>Holds items and keeps them as soon as somebody waits for them: within the few milliseconds for which a batch does wait.</summary>
    private static async Task TakeWhenWaitedForAsync(TestSystem system, Guid agent, string items)
    {
        await using var connection = new NpgsqlConnection(system.Database.Owner);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(
            $$"""
            DO $taken$ BEGIN -- taken when waited for
                UPDATE workspace.conversations SET assignee_id = '{{agent}}' WHERE id IN ({{items}});
                WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pg_backend_pid() = ANY(pg_blocking_pids(pid))) LOOP
                    PERFORM pg_sleep(0.002);
                    PERFORM pg_stat_clear_snapshot();
                END LOOP;
            END $taken$
            """, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Takes or closes random items of the leaver, one after the other, as fast as the database answers.</summary>
    private static async Task<int> WorkAsync(TestSystem system, TestWorkspace workspace, int seed, CancellationToken enough)
    {
        var random = new Random(seed);
        await using var connection = new NpgsqlConnection(system.Database.Owner);
        await connection.OpenAsync(CancellationToken.None);
        int changed = 0;
        // No more than a third of them, or the amounts could not be reached.
        while (!enough.IsCancellationRequested && changed < 700)
        {
            await using var command = new NpgsqlCommand(
                """
                UPDATE workspace.conversations
                SET assignee_id = CASE WHEN @close THEN assignee_id ELSE @agent END, status = CASE WHEN @close THEN 'closed' ELSE status END
                WHERE workspace_id = @workspace AND id = @id AND assignee_id = @leaver AND status <> 'closed'
                """, connection)
            {
                Parameters =
                {
                    new("close", random.Next(2) == 0), new("agent", workspace.Agents[2]), new("workspace", workspace.Id),
                    new("id", (long)random.Next(1, 6001)), new("leaver", workspace.Leaver),
                },
            };
            changed += await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        return changed;
    }

    private static Task<long> InLedgerAsync(TestSystem system) =>
        system.Database.ReadAsync<long>("SELECT coalesce(sum(cardinality(item_ids)), 0)::bigint FROM offboarding.handover");

    private static async Task<long[]> SharesAsync(TestSystem system, TestWorkspace workspace)
    {
        var shares = new List<long>();
        foreach (Guid agent in workspace.Agents.Take(2))
        {
            shares.Add(await system.Database.ReadAsync<long>(
                "SELECT coalesce(sum(cardinality(item_ids)), 0)::bigint FROM offboarding.handover WHERE recipient_id = @agent", ("agent", agent)));
        }

        return [.. shares];
    }
}
