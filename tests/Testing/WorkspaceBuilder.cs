using Npgsql;

namespace Offboarding.Testing;

/// <summary>
/// Writes a workspace as the application around us would have it: by default an owner who owns the account, a second owner, an
/// admin, a leaver who is an agent with two sessions and one API token, and three agents to receive work.
/// </summary>
public sealed class WorkspaceBuilder
{
    private int seatLimit = 10;
    private int agents = 3;
    private int partners;
    private bool secondOwner = true;
    private bool accountOwner = true;
    private string leaverRole = "agent";
    private string leaverKind = "full";
    private int sessions = 2;
    private int apiTokens = 1;
    private int open;
    private int snoozed;
    private int callbacks;
    private int followUps;
    private int closed;

    public WorkspaceBuilder WithSeatLimit(int seats) => Set(() => seatLimit = seats);

    /// <summary>Active colleagues who can receive work.</summary>
    public WorkspaceBuilder WithAgents(int count) => Set(() => agents = count);

    /// <summary>Partner users, who hold no seat (C9).</summary>
    public WorkspaceBuilder WithPartners(int count) => Set(() => partners = count);

    /// <summary>Only one owner (D7).</summary>
    public WorkspaceBuilder WithOneOwner() => Set(() => secondOwner = false);

    /// <summary>Nobody owns the account, so that the guard of the last owner can be seen alone.</summary>
    public WorkspaceBuilder WithoutAccountOwner() => Set(() => accountOwner = false);

    /// <summary>Who leaves; default an agent who holds a seat.</summary>
    /// <param name="role">owner, admin or agent.</param>
    /// <param name="kind">full or partner.</param>
    public WorkspaceBuilder WithLeaver(string role, string kind = "full") => Set(() => (leaverRole, leaverKind) = (role, kind));

    /// <summary>Open sessions and valid API tokens of the leaver.</summary>
    public WorkspaceBuilder WithAccess(int openSessions, int validTokens) => Set(() => (sessions, apiTokens) = (openSessions, validTokens));

    /// <summary>The leaver's conversations, by status, numbered in this order from 1 on.</summary>
    public WorkspaceBuilder WithConversations(
        int open = 0, int snoozed = 0, int callbacks = 0, int followUps = 0, int closed = 0) =>
        Set(() => (this.open, this.snoozed, this.callbacks, this.followUps, this.closed) = (open, snoozed, callbacks, followUps, closed));

    /// <summary>Writes it.</summary>
    public async Task<TestWorkspace> SaveAsync(TestDatabase database, CancellationToken cancellationToken = default)
    {
        var workspace = new TestWorkspace
        {
            Id = Guid.NewGuid(),
            Owner = Guid.NewGuid(),
            SecondOwner = secondOwner ? Guid.NewGuid() : null,
            Admin = Guid.NewGuid(),
            Leaver = Guid.NewGuid(),
            Agents = NewIds(agents),
            Partners = NewIds(partners),
            Team = Guid.NewGuid(),
            SalesTeam = Guid.NewGuid(),
        };
        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Resources.Read("workspace.sql"), connection, transaction)
        {
            Parameters =
            {
                new("workspace", workspace.Id), new("seat_limit", seatLimit), new("owner", workspace.Owner),
                new("account_owner", accountOwner ? workspace.Owner : DBNull.Value) { DataTypeName = "uuid" },
                new("owners", workspace.SecondOwner is { } second ? [workspace.Owner, second] : new[] { workspace.Owner }),
                new("admin", workspace.Admin), new("leaver", workspace.Leaver), new("leaver_role", leaverRole),
                new("leaver_kind", leaverKind), new("agents", workspace.Agents.ToArray()), new("partners", workspace.Partners.ToArray()),
                new("team", workspace.Team), new("sales_team", workspace.SalesTeam), new("sessions", sessions), new("api_tokens", apiTokens),
                new("open", open), new("snoozed", snoozed), new("callbacks", callbacks), new("follow_ups", followUps), new("closed", closed),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return workspace;
    }

    private static Guid[] NewIds(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    private WorkspaceBuilder Set(Action change)
    {
        change();
        return this;
    }
}
