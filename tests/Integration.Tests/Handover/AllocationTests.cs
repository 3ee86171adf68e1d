namespace Offboarding.Integration.Tests.Handover;

/// <summary>Who ends up with what, for each strategy, in the table, in the ledger and in the event.</summary>
public sealed class AllocationTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task Every_strategy_divides_the_work_as_it_says()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "7"));

        // C3: 2, 2, 1 and round again: of 23 items four whole rounds, and three items more.
        await DividesAsync(system, "ratio", [2, 2, 1], "10 9 4", unassigned: 0, kept: 0);
        // C4: what is beyond all amounts stays, or goes to nobody.
        await DividesAsync(system, "fixed", [4, 5, 1], "4 5 1", unassigned: 0, kept: 13);
        await DividesAsync(system, "fixed", [4, 5, 1], "4 5 1", unassigned: 13, kept: 0, leftover: "unassigned");
        await DividesAsync(system, "fixed", [20, 20, 20], "20 3 0", unassigned: 0, kept: 0);
        // D5
        await DividesAsync(system, "round-robin", [null, null, null], "8 8 7", unassigned: 0, kept: 0);
        await DividesAsync(system, "one-colleague", [null], "23 0 0", unassigned: 0, kept: 0);
        await DividesAsync(system, "unassigned", [], "0 0 0", unassigned: 23, kept: 0);
    }

    [Theory]
    [InlineData("keep")]
    [InlineData(null)]
    public async Task D4_without_instructions_everything_stays_where_it_is(string? strategy)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4, snoozed: 3, callbacks: 2, followUps: 1, closed: 5));
        string before = await PictureAsync(system);
        var departure = new Departure(workspace);

        await system.CompleteAsync(strategy is null ? departure : departure.Handing(strategy, Array.Empty<Guid>()));

        (await PictureAsync(system)).ShouldBe(before);
        system.Events.Of("offboarding.work-reassigned").ShouldBeEmpty();
    }

    [Fact]
    public async Task D5_open_snoozed_callbacks_and_follow_ups_move_as_they_are_and_A4_D3_closed_ones_are_not_touched()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4, snoozed: 3, callbacks: 2, followUps: 1, closed: 5));
        string statuses = await StatusesAsync(system);
        string closed = await PictureAsync(system, "closed");

        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));

        (await StatusesAsync(system)).ShouldBe(statuses);
        (await PictureAsync(system, "closed")).ShouldBe(closed);
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[0]))).ShouldBe(10);
    }

    [Fact]
    public async Task D5_snoozed_ones_are_woken_if_the_plan_says_so_and_the_ledger_knows_which()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "4"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4, snoozed: 6, callbacks: 2));
        string snoozed = await system.Database.ReadAsync<string>(
            "SELECT string_agg(id::text, ' ' ORDER BY id) FROM workspace.conversations WHERE status = 'snoozed'");

        await system.CompleteAsync(new Departure(workspace).Handing("round-robin", workspace.Agents[0], workspace.Agents[1]).With("snoozed", "wake"));

        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(DISTINCT status || ' ' || (due_at IS NULL), ', ' ORDER BY status || ' ' || (due_at IS NULL)) FROM workspace.conversations"))
            .ShouldBe("callback false, open false, open true", "what was woken keeps its time, for an undo");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(woken::text, ' ' ORDER BY woken) FROM offboarding.handover, unnest(woken_ids) woken")).ShouldBe(snoozed);
    }

    [Fact]
    public async Task Work_of_others_and_of_other_workspaces_with_the_same_numbers_is_not_touched()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 9));
        TestWorkspace other = await system.WorkspaceAsync(w => w.WithConversations(open: 9));
        await system.Database.ExecuteAsync(
            "UPDATE workspace.conversations SET assignee_id = @agent WHERE workspace_id = @workspace AND id <= 3",
            ("agent", workspace.Agents[2]), ("workspace", workspace.Id));

        await system.CompleteAsync(new Departure(workspace).Handing("unassigned", Array.Empty<Guid>()));

        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(id::text, ' ' ORDER BY id) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[2]))).ShouldBe("1 2 3");
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", other.Leaver))).ShouldBe(9);
    }

    private static async Task DividesAsync(
        TestSystem system, string strategy, int?[] amounts, string shares, long unassigned, long kept, string? leftover = null)
    {
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 15, snoozed: 5, callbacks: 2, followUps: 1, closed: 3));
        Departure departure = new Departure(workspace).Handing(strategy, [.. amounts.Select((a, i) => (workspace.Agents[i], a))]);
        Guid id = await system.CompleteAsync(leftover is null ? departure : departure.With("leftover", leftover));

        string label = $"{strategy} {leftover}";
        (await system.Database.ReadAsync<string>(
            """
            SELECT string_agg((SELECT count(*) FROM workspace.conversations c WHERE c.assignee_id = agent)::text, ' ' ORDER BY n)
            FROM unnest(@agents) WITH ORDINALITY AS a (agent, n)
            """,
            ("agents", workspace.Agents.ToArray()))).ShouldBe(shares, label);
        (await system.Database.ReadAsync<string>(
            """
            SELECT count(*) FILTER (WHERE assignee_id IS NULL) || ' ' || count(*) FILTER (WHERE assignee_id = @leaver AND status <> 'closed')
            FROM workspace.conversations WHERE workspace_id = @workspace
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver))).ShouldBe($"{unassigned} {kept}", label);
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0, label);

        ReceivedEvent reassigned = await system.Events.OneAsync("offboarding.work-reassigned", e => e.OffboardingId == id);
        (reassigned.Number("moved"), reassigned.Number("kept")).ShouldBe((23 - kept, kept), label);
        Dictionary<string, long> said = reassigned["shares"]!.AsArray()
            .ToDictionary(s => s!["userId"]?.GetValue<Guid>().ToString() ?? "nobody", s => s!["items"]!.GetValue<long>());
        Dictionary<string, long> expected = workspace.Agents.Zip(shares.Split(' ').Select(long.Parse)).ToDictionary(p => p.First.ToString(), p => p.Second);
        expected["nobody"] = unassigned;
        said.ShouldBe(expected.Where(p => p.Value > 0).ToDictionary(), ignoreOrder: true, label);
    }

    private static Task<string> PictureAsync(TestSystem system, string status = "%") => system.Database.ReadAsync<string>(
        "SELECT md5(string_agg(c::text, '|' ORDER BY id)) FROM workspace.conversations c WHERE status LIKE @status", ("status", status));

    private static Task<string> StatusesAsync(TestSystem system) => system.Database.ReadAsync<string>(
        "SELECT string_agg(concat_ws(' ', id, status, due_at), '|' ORDER BY id) FROM workspace.conversations");
}
