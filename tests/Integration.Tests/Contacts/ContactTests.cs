namespace Offboarding.Integration.Tests.Contacts;

/// <summary>Client contacts (E1 to E7): deactivated, invited again, archived, deleted; what belongs to them never moves.</summary>
public sealed class ContactTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    private static readonly Guid Account = new("ac000000-0000-4000-8000-000000000001");

    [Fact]
    public async Task E1_E2_a_contact_that_is_deactivated_cannot_sign_in_and_stays_listed_with_all_that_belongs_to_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);

        ReceivedEvent deactivated = await system.AskAsync(Ask("deactivate", workspace));

        (deactivated.Number("contactId"), deactivated.Number("sessionsEnded")).ShouldBe((7, 2));
        (await ListedAsync(system)).ShouldBe("Client AG inactive badge no-sign-in 6 records");
        (await system.UserStatusAsync(Account)).ShouldBe("inactive");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions WHERE user_id = @account AND ended_at IS NULL", ("account", Account))).ShouldBe(0);
        (await system.RefusalAsync(Ask("deactivate", workspace))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task E3_a_contact_is_active_again_only_once_the_invitation_to_the_chosen_address_is_accepted_with_links_intact()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);
        await system.AskAsync(Ask("deactivate", workspace));

        ReceivedEvent invited = await system.AskAsync(Ask("invite", workspace).With("email", "new@client.test"));
        (await ListedAsync(system)).ShouldBe("Client AG invited no-sign-in 6 records");
        (await system.UserStatusAsync(Account)).ShouldBe("inactive");
        (await system.RefusalAsync(Ask("invite", workspace).With("email", "other@client.test"))).ShouldBe("conflicting-request");

        ReceivedEvent accepted = await system.AskAsync(new TestCommand("offboarding.accept-invitation", workspace) { Anonymous = true }
            .With("invitationId", invited["invitationId"]!.DeepClone()));

        accepted.Number("contactId").ShouldBe(7);
        (await ListedAsync(system)).ShouldBe("Client AG active sign-in 6 records");
        (await system.Database.ReadAsync<string>("SELECT email FROM dashboard.contacts")).ShouldBe("new@client.test");
        (await system.UserStatusAsync(Account)).ShouldBe("active");
    }

    [Fact]
    public async Task E3_an_invitation_of_a_contact_that_expires_leaves_it_inactive()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);
        await system.AskAsync(Ask("deactivate", workspace));
        await system.AskAsync(Ask("invite", workspace).With("email", "new@client.test"));

        await system.Database.ExecuteAsync("UPDATE workspace.invitations SET expires_at = now()");

        (await system.Events.OneAsync("offboarding.invitation-expired")).Number("contactId").ShouldBe(7);
        (await ListedAsync(system)).ShouldBe("Client AG inactive badge no-sign-in 6 records");
    }

    [Fact]
    public async Task E4_an_archived_contact_is_shown_when_it_is_asked_for_signs_in_as_before_and_comes_back()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);

        await system.AskAsync(Ask("archive", workspace));
        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', (SELECT count(*) FROM dashboard.contacts), count(*), bool_and(can_sign_in)) FROM dashboard.archived_contacts")).ShouldBe("0 1 t");
        (await system.UserStatusAsync(Account)).ShouldBe("active");

        await system.AskAsync(Ask("unarchive", workspace));
        (await ListedAsync(system)).ShouldBe("Client AG active sign-in 6 records");
        (await system.RefusalAsync(Ask("unarchive", workspace))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task E5_a_contact_that_is_deleted_is_gone_and_what_belonged_to_it_stays()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);

        (await system.AskAsync(Ask("delete", workspace))).Name.ShouldBe("offboarding.contact-deleted");

        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', c.name, coalesce(c.email, 'no address'), c.status, (SELECT count(*) FROM dashboard.contacts),
                             (SELECT count(*) FROM workspace.contact_records), u.status, u.name, position('client' IN u.email))
            FROM workspace.contacts c, workspace.users u WHERE u.id = @account
            """,
            ("account", Account))).ShouldBe("Deleted contact no address deleted 0 6 deleted Deleted user 0");
        (await system.RefusalAsync(Ask("invite", workspace).With("email", "new@client.test"))).ShouldBe("invalid-request");
    }

    [Fact]
    public async Task E6_the_owner_of_the_workspace_can_be_neither_deactivated_nor_deleted_as_a_contact()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);
        await system.Database.ExecuteAsync("UPDATE workspace.contacts SET account_id = @owner", ("owner", workspace.Owner));

        (await system.RefusalAsync(Ask("deactivate", workspace))).ShouldBe("account-owner");
        (await system.RefusalAsync(Ask("delete", workspace))).ShouldBe("account-owner");
        (await system.AskAsync(Ask("archive", workspace))).Name.ShouldBe("offboarding.contact-archived");
    }

    [Fact]
    public async Task E7_deactivating_and_deleting_need_the_delete_permission_and_archiving_the_edit_permission()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);
        Guid agent = workspace.Agents[0];
        foreach (string act in new[] { "archive", "deactivate", "delete" })
        {
            (await system.RefusalAsync(Ask(act, workspace) with { RequestedBy = agent })).ShouldBe("not-permitted");
        }

        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.user_permissions VALUES (@workspace, @agent, 'contacts-edit')", ("workspace", workspace.Id), ("agent", agent));
        (await system.AskAsync(Ask("archive", workspace) with { RequestedBy = agent })).Name.ShouldBe("offboarding.contact-archived");
        (await system.RefusalAsync(Ask("deactivate", workspace) with { RequestedBy = agent })).ShouldBe("not-permitted");

        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.user_permissions VALUES (@workspace, @agent, 'contacts-delete')", ("workspace", workspace.Id), ("agent", agent));
        (await system.AskAsync(Ask("deactivate", workspace) with { RequestedBy = agent })).Name.ShouldBe("offboarding.contact-deactivated");
    }

    [Fact]
    public async Task The_account_of_a_contact_who_is_also_a_colleague_is_unlinked_and_goes_on()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);
        await system.Database.ExecuteAsync("UPDATE workspace.contacts SET account_id = @leaver", ("leaver", workspace.Leaver));

        (await system.AskAsync(Ask("deactivate", workspace))).Number("sessionsEnded").ShouldBe(0);
        await system.AskAsync(Ask("delete", workspace));

        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
    }

    [Theory]
    [InlineData("deactivate")]
    [InlineData("delete")]
    public async Task E1_E2_E5_an_account_that_another_contact_signs_in_with_goes_on_until_the_last_of_them_ends(string act)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.contacts (workspace_id, id, name, account_id) VALUES (@workspace, 8, 'Client Sons', @account)", ("workspace", workspace.Id), ("account", Account));

        (await system.AskAsync(Ask(act, workspace))).Name.ShouldBe($"offboarding.contact-{act}d");

        (await AccountAsync()).ShouldBe("active Client 2 sessions");
        (await system.Database.ReadAsync<Guid>("SELECT account_id FROM workspace.contacts WHERE id = 8")).ShouldBe(Account);

        (await system.AskAsync(Ask(act, workspace).With("contactId", 8))).Name.ShouldBe($"offboarding.contact-{act}d");
        (await AccountAsync()).ShouldBe(act == "delete" ? "deleted Deleted user 0 sessions" : "inactive Client 0 sessions");

        Task<string> AccountAsync() => system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', u.status, u.name, (SELECT count(*) FROM workspace.sessions s WHERE s.user_id = u.id AND s.ended_at IS NULL), 'sessions')
            FROM workspace.users u WHERE u.id = @account
            """,
            ("account", Account));
    }

    [Fact]
    public async Task E3_E5_an_account_that_an_inactive_contact_signed_in_with_is_not_deleted_with_another_one()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.contacts (workspace_id, id, name, account_id) VALUES (@workspace, 8, 'Client Sons', @account)", ("workspace", workspace.Id), ("account", Account));
        await system.AskAsync(Ask("deactivate", workspace));
        await system.AskAsync(Ask("deactivate", workspace).With("contactId", 8));

        (await system.AskAsync(Ask("delete", workspace))).Name.ShouldBe("offboarding.contact-deleted");
        (await system.UserStatusAsync(Account)).ShouldBe("inactive", "the other one may be invited again");

        (await system.AskAsync(Ask("delete", workspace).With("contactId", 8))).Name.ShouldBe("offboarding.contact-deleted");
        (await system.UserStatusAsync(Account)).ShouldBe("deleted");
    }

    [Theory]
    [InlineData("a seat", "UPDATE workspace.users SET kind = 'full' WHERE id = @account")]
    [InlineData("1 task", "INSERT INTO workspace.tasks (workspace_id, assignee_id, title) VALUES (@workspace, @account, 't')")]
    public async Task E1_E5_an_account_that_holds_work_or_a_seat_is_a_colleague_and_does_not_end_with_the_contact(string holds, string lay)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);
        await system.Database.ExecuteAsync(lay, lay.Contains("@workspace") ? [("workspace", workspace.Id), ("account", Account)] : [("account", Account)]);
        foreach (string act in new[] { "deactivate", "delete" })
        {
            ReceivedEvent refused = await system.AskAsync(Ask(act, workspace));
            (refused.Text("code"), refused.Text("message").Contains($"user {Account}, who has {holds}"), refused.Text("help").Contains("DeactivateUserRequested"))
                .ShouldBe(("conflicting-request", true, true));
        }

        (await system.UserStatusAsync(Account)).ShouldBe("active");
        await system.CompleteAsync(new Departure(workspace)
        {
            User = Account,
            More = new Reassign(workspace).Handing("tasks", "one-colleague", workspace.Agents[0]).Plan,
        });
        (await system.AskAsync(Ask("delete", workspace))).Name.ShouldBe("offboarding.contact-deleted");
        (await system.UserStatusAsync(Account)).ShouldBe("inactive", "who left by a departure is deleted by DeleteUserRequested only");
    }

    [Fact]
    public async Task E5_F5_an_account_of_before_that_still_holds_work_does_not_end_with_the_contact_either()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await WithContactAsync(system);
        var before = Guid.NewGuid();
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.users (workspace_id, id, name, email, kind) VALUES (@workspace, @before, 'Client once', 'once@client.test', 'partner');
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title) VALUES (@workspace, @before, 'Task');
            UPDATE workspace.users SET status = 'inactive', sign_in_closed_at = now() WHERE id = @before;
            UPDATE workspace.contacts SET former_account_id = @before WHERE id = 7
            """,
            ("workspace", workspace.Id), ("before", before));

        ReceivedEvent refused = await system.AskAsync(Ask("delete", workspace));
        (refused.Text("code"), refused.Text("message").Contains($"user {before}, who has 1 task.")).ShouldBe(("conflicting-request", true));
        (await system.UserStatusAsync(before)).ShouldBe("inactive");
        (await system.UserStatusAsync(Account)).ShouldBe("active");
    }

    private static TestCommand Ask(string act, TestWorkspace workspace) => new TestCommand($"offboarding.{act}-contact", workspace).With("contactId", 7);

    /// <summary>A client with a sign-in account of its own, two sessions, and one record of each kind.</summary>
    private static async Task<TestWorkspace> WithContactAsync(TestSystem system)
    {
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.users (workspace_id, id, name, email, kind) VALUES (@workspace, @account, 'Client', 'client@client.test', 'partner');
            INSERT INTO workspace.sessions (workspace_id, user_id) VALUES (@workspace, @account), (@workspace, @account);
            INSERT INTO workspace.contacts (workspace_id, id, name, email, account_id, assignee_id)
            VALUES (@workspace, 7, 'Client AG', 'client@client.test', @account, @agent);
            INSERT INTO workspace.contact_records (workspace_id, contact_id, kind, record_id)
            SELECT @workspace, 7, kind, kind || '-1' FROM unnest(ARRAY['project', 'invoice', 'proposal', 'contract', 'conversation', 'file']) kind
            """,
            ("workspace", workspace.Id), ("account", Account), ("agent", workspace.Agents[0]));
        return workspace;
    }

    private static Task<string> ListedAsync(TestSystem system) => system.Database.ReadAsync<string>(
        """
        SELECT concat_ws(' ', name, status, CASE WHEN inactive THEN 'badge' END, CASE WHEN can_sign_in THEN 'sign-in' ELSE 'no-sign-in' END, records, 'records')
        FROM dashboard.contacts
        """);
}
