namespace Offboarding.Integration.Tests.Invitations;

/// <summary>C11: invited, accepted, cancelled, expired; a seat is held as the workspace's policy says.</summary>
public sealed class InvitationTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task C11_who_accepts_is_active_on_a_seat_with_the_role_of_the_invitation()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(8));
        ReceivedEvent invited = await system.AskAsync(Invite(workspace, "nora@example.test").With("role", "admin"));
        (invited.Name, invited["seatHeld"]!.GetValue<bool>()).ShouldBe(("offboarding.user-invited", false));
        (await ListAsync(system)).ShouldBe("7 active 1 invited 7 of 8");

        ReceivedEvent accepted = await system.AskAsync(Accept(workspace, invited));

        accepted["userId"]!.GetValue<Guid>().ShouldBe(invited["userId"]!.GetValue<Guid>());
        (await ListAsync(system)).ShouldBe("8 active 0 invited 8 of 8");
        (await system.Database.ReadAsync<string>("SELECT roles[1] || ' ' || email FROM dashboard.users WHERE id = @id", ("id", invited["userId"]!.GetValue<Guid>())))
            .ShouldBe("admin nora@example.test");
        (await system.RefusalAsync(Accept(workspace, invited))).ShouldBe("conflicting-request");
        (await system.RefusalAsync(Cancel(workspace, invited))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task C11_an_invitation_that_is_cancelled_leaves_nobody_and_the_address_is_free_again()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent invited = await system.AskAsync(Invite(workspace, "nora@example.test"));
        (await system.RefusalAsync(Invite(workspace, "NORA@example.test"))).ShouldBe("conflicting-request");

        (await system.AskAsync(Cancel(workspace, invited))).Name.ShouldBe("offboarding.invitation-cancelled");

        (await ListAsync(system)).ShouldBe("7 active 0 invited 7 of 10");
        (await system.RefusalAsync(Accept(workspace, invited))).ShouldBe("conflicting-request");
        (await system.AskAsync(Invite(workspace, "nora@example.test"))).Name.ShouldBe("offboarding.user-invited");
    }

    [Fact]
    public async Task By_the_policy_an_invited_user_holds_the_seat_until_the_invitation_ends()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(8));
        await system.Database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"invitedUsersHoldSeats": true}'""");
        ReceivedEvent invited = await system.AskAsync(Invite(workspace, "nora@example.test"));
        invited["seatHeld"]!.GetValue<bool>().ShouldBeTrue();
        (await ListAsync(system)).ShouldBe("7 active 1 invited 8 of 8");
        (await system.RefusalAsync(Invite(workspace, "otto@example.test"))).ShouldBe("no-free-seat");
        (await system.AskAsync(Invite(workspace, "pia@example.test").With("kind", "partner"))).Name.ShouldBe("offboarding.user-invited");

        await system.AskAsync(Cancel(workspace, invited));

        (await system.AskAsync(Invite(workspace, "otto@example.test"))).Name.ShouldBe("offboarding.user-invited");
        (await system.Database.ReadAsync<string>("SELECT string_agg(change, ' ' ORDER BY id) FROM dashboard.seat_changes")).ShouldBe("taken released taken");
    }

    [Fact]
    public async Task Who_held_no_seat_and_finds_none_when_accepting_stays_invited()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(7));
        ReceivedEvent invited = await system.AskAsync(Invite(workspace, "nora@example.test"));

        (await system.RefusalAsync(Accept(workspace, invited))).ShouldBe("no-free-seat");
        (await system.UserStatusAsync(invited["userId"]!.GetValue<Guid>())).ShouldBe("invited");
        await system.CompleteAsync(new Departure(workspace));
        (await system.AskAsync(Accept(workspace, invited))).Name.ShouldBe("offboarding.invitation-accepted");
    }

    [Fact]
    public async Task An_invitation_expires_by_the_clock_of_the_database_once()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent invited = await system.AskAsync(Invite(workspace, "nora@example.test").With("expiresInDays", 1));
        (invited["expiresAt"]!.GetValue<DateTimeOffset>() - invited["occurredAt"]!.GetValue<DateTimeOffset>()).ShouldBe(TimeSpan.FromDays(1));

        await system.Database.ExecuteAsync("UPDATE workspace.invitations SET expires_at = now() + interval '0.3 s'");

        ReceivedEvent expired = await system.Events.OneAsync("offboarding.invitation-expired");
        expired["invitationId"]!.GetValue<Guid>().ShouldBe(invited["invitationId"]!.GetValue<Guid>());
        (await ListAsync(system)).ShouldBe("7 active 0 invited 7 of 10");
        (await system.RefusalAsync(Accept(workspace, invited))).ShouldBe("conflicting-request");
        system.Events.Of("offboarding.invitation-expired").ShouldHaveSingleItem();
        (await system.Database.ReadAsync<string>("SELECT status || ' ' || name FROM dashboard.invitations")).ShouldBe("expired Deleted user");
    }

    [Fact]
    public async Task C12_who_set_up_a_user_is_asked_of_the_list_and_answered_also_when_they_have_left_and_were_deleted()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithLeaver("admin"));
        ReceivedEvent invited = await system.AskAsync(Invite(workspace, "nora@example.test") with { RequestedBy = workspace.Leaver });
        (await SetUpByAsync(system, invited)).ShouldBe("invited by Leaver Ypsilon");
        await system.AskAsync(Accept(workspace, invited));
        (await SetUpByAsync(system, invited)).ShouldBe("active by Leaver Ypsilon");

        await system.CompleteAsync(new Departure(workspace));
        await Deletions.CompleteAsync(system, Deletions.Of(workspace));

        (await SetUpByAsync(system, invited)).ShouldBe("active by Deleted user");
        (await system.Database.ReadAsync<Guid>("SELECT invited_by FROM dashboard.users WHERE name = 'Nora Newcomer'")).ShouldBe(workspace.Leaver);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.users WHERE invited_by IS NOT NULL")).ShouldBe(1);
    }

    private static Task<string> SetUpByAsync(TestSystem system, ReceivedEvent invited) => system.Database.ReadAsync<string>(
        "SELECT status || ' by ' || invited_by_name FROM dashboard.users WHERE id = @user", ("user", invited["userId"]!.GetValue<Guid>()));

    [Fact]
    public async Task Only_admins_invite_and_an_address_looks_like_one()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        (await system.RefusalAsync(Invite(workspace, "nora@example.test") with { RequestedBy = workspace.Leaver })).ShouldBe("not-permitted");
        foreach (string wrong in new[] { "nora", "@example.test", "no ra@example.test", "a@b@c" })
        {
            (await system.RefusalAsync(Invite(workspace, wrong))).ShouldBe("invalid-request");
        }
    }

    private static TestCommand Invite(TestWorkspace workspace, string email) =>
        new TestCommand("offboarding.invite-user", workspace).With("name", "Nora Newcomer").With("email", email);

    private static TestCommand Accept(TestWorkspace workspace, ReceivedEvent invited) => new TestCommand("offboarding.accept-invitation", workspace) { Anonymous = true }
        .With("invitationId", invited["invitationId"]!.DeepClone());

    private static TestCommand Cancel(TestWorkspace workspace, ReceivedEvent invited) =>
        new TestCommand("offboarding.cancel-invitation", workspace).With("invitationId", invited["invitationId"]!.DeepClone());

    private static Task<string> ListAsync(TestSystem system) => system.Database.ReadAsync<string>(
        "SELECT format('%s active %s invited %s of %s', active, invited, seats_in_use, seat_limit) FROM dashboard.workspaces");
}
