using Npgsql;

namespace Offboarding.Testing;

/// <summary>
/// Writes a workspace as the application around us would have it: by default an owner who owns the account, a second owner, an
/// admin, a leaver who is an agent with two sessions and one API token, and three agents to receive work.
/// </summary>
public sealed class WorkspaceBuilder
{
    private int _seatLimit = 10;
    private int _agents = 3;
    private int _partners;
    private bool _secondOwner = true;
    private bool _accountOwner = true;
    private string _leaverRole = "agent";
    private string _leaverKind = "full";
    private int _sessions = 2;
    private int _apiTokens = 1;
    private int _open;
    private int _snoozed;
    private int _callbacks;
    private int _followUps;
    private int _closed;

    public WorkspaceBuilder WithSeatLimit(int seats) => Set(() => _seatLimit = seats);

    /// <summary>Active colleagues who can receive work.</summary>
    public WorkspaceBuilder WithAgents(int count) => Set(() => _agents = count);

    /// <summary>Partner users, who hold no seat (C9).</summary>
    public WorkspaceBuilder WithPartners(int count) => Set(() => _partners = count);

    /// <summary>Only one owner (D7).</summary>
    public WorkspaceBuilder WithOneOwner() => Set(() => _secondOwner = false);

    /// <summary>Nobody owns the account, so that the guard of the last owner can be seen alone.</summary>
    public WorkspaceBuilder WithoutAccountOwner() => Set(() => _accountOwner = false);

    /// <summary>Who leaves; default an agent who holds a seat.</summary>
    /// <param name="role">owner, admin or agent.</param>
    /// <param name="kind">full or partner.</param>
    public WorkspaceBuilder WithLeaver(string role, string kind = "full") => Set(() => (_leaverRole, _leaverKind) = (role, kind));

    /// <summary>Open sessions and valid API tokens of the leaver.</summary>
    public WorkspaceBuilder WithAccess(int openSessions, int validTokens) => Set(() => (_sessions, _apiTokens) = (openSessions, validTokens));

    /// <summary>The leaver's conversations, by status, numbered in this order from 1 on.</summary>
    public WorkspaceBuilder WithConversations(
        int open = 0, int snoozed = 0, int callbacks = 0, int followUps = 0, int closed = 0) =>
        Set(() => (_open, _snoozed, _callbacks, _followUps, _closed) = (open, snoozed, callbacks, followUps, closed));

    /// <summary>Writes it.</summary>
    public async Task<TestWorkspace> SaveAsync(TestDatabase database, CancellationToken cancellationToken = default)
    {
        var workspace = new TestWorkspace
        {
            Id = Guid.NewGuid(),
            Owner = Guid.NewGuid(),
            SecondOwner = _secondOwner ? Guid.NewGuid() : null,
            Admin = Guid.NewGuid(),
            Leaver = Guid.NewGuid(),
            Agents = NewIds(_agents),
            Partners = NewIds(_partners),
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
                new("workspace", workspace.Id), new("seat_limit", _seatLimit), new("owner", workspace.Owner),
                new("account_owner", _accountOwner ? workspace.Owner : DBNull.Value) { DataTypeName = "uuid" },
                new("owners", workspace.SecondOwner is { } second ? [workspace.Owner, second] : new[] { workspace.Owner }),
                new("admin", workspace.Admin), new("leaver", workspace.Leaver), new("leaver_role", _leaverRole),
                new("leaver_kind", _leaverKind), new("agents", workspace.Agents.ToArray()), new("partners", workspace.Partners.ToArray()),
                new("team", workspace.Team), new("sales_team", workspace.SalesTeam), new("sessions", _sessions), new("api_tokens", _apiTokens),
                new("open", _open), new("snoozed", _snoozed), new("callbacks", _callbacks), new("follow_ups", _followUps), new("closed", _closed),
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
