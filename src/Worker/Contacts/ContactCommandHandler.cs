using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Contacts;

/// <summary>What all commands on one contact have in common: facts, rules, one change, one audit entry, one event.</summary>
internal abstract class ContactCommandHandler<TCommand>(NpgsqlDataSource database, ContactAct act) : WorkspaceCommandHandler<TCommand>(database)
    where TCommand : class, IContactCommand
{
    protected sealed override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, TCommand command, Answer answer, CancellationToken cancellationToken)
    {
        ContactFacts facts = await FactsAsync(connection, command, cancellationToken);
        if (ContactRules.Check(command, act, facts) is { } refusal)
        {
            return refusal;
        }

        answer.Add(await ChangeAsync(connection, command, facts.Now, cancellationToken));
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(command.WorkspaceId, null, command.RequestedBy.ToString(), $"contact-{Past(act)}", command.RequestId, new { command.ContactId }),
            cancellationToken);
        return null;
    }

    /// <summary>Changes the rows.</summary>
    /// <returns>The event to answer with.</returns>
    protected abstract Task<ContactEvent> ChangeAsync(NpgsqlConnection connection, TCommand command, DateTime now, CancellationToken cancellationToken);

    private static async Task<ContactFacts> FactsAsync(NpgsqlConnection connection, TCommand command, CancellationToken cancellationToken)
    {
        var key = new { command.WorkspaceId, command.ContactId, command.RequestedBy };
        var row = await connection.QuerySingleOrDefaultAsync<(string? Status, bool IsArchived, bool IsOwner, bool IsHeld)>(new CommandDefinition(
            Sql.Read("contact-facts"), key, cancellationToken: cancellationToken));
        IEnumerable<string> permissions = await connection.QueryAsync<string>(new CommandDefinition(
            Sql.Read("contact-permissions"), key, cancellationToken: cancellationToken));
        var accounts = new List<AccountFacts>();
        foreach ((Guid id, bool holdsSeat, Guid? running) in await connection.QueryAsync<(Guid, bool, Guid?)>(new CommandDefinition(
            Sql.Read("contact-accounts"), new { command.WorkspaceId, command.ContactId, deletes = command is DeleteContactRequested }, cancellationToken: cancellationToken)))
        {
            accounts.Add(new AccountFacts(id, holdsSeat, running, await OpenWork.OfAsync(connection, command.WorkspaceId, id, cancellationToken)));
        }

        return new ContactFacts
        {
            Asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken),
            Permissions = permissions.ToHashSet(),
            Status = row.Status,
            IsArchived = row.IsArchived,
            IsOwner = row.IsOwner,
            IsHeld = row.IsHeld,
            Accounts = accounts,
            Now = await DatabaseClock.NowAsync(connection, cancellationToken),
        };
    }

    private static string Past(ContactAct act) => act switch
    {
        ContactAct.Deactivate => "deactivated",
        ContactAct.Invite => "invited",
        ContactAct.Archive => "archived",
        ContactAct.Unarchive => "unarchived",
        _ => "deleted",
    };
}

/// <summary>What a contact's sign-in account holds.</summary>
/// <param name="Id">The user.</param>
/// <param name="HoldsSeat">An active full user.</param>
/// <param name="Case">A departure, a reassignment or another case of the account that is not over.</param>
/// <param name="Work">The open items for each kind of work; without those it has none of.</param>
public sealed record AccountFacts(Guid Id, bool HoldsSeat, Guid? Case, IReadOnlyDictionary<string, long> Work);

/// <summary>What can be asked for a contact (E1 to E5).</summary>
public enum ContactAct
{
    Deactivate,
    Invite,
    Archive,
    Unarchive,
    Delete,
}

/// <summary>What the database says, under the workspace's lock, about a wish for a contact.</summary>
public sealed record ContactFacts
{
    public required Asker Asker { get; init; }

    /// <summary>Of who asks: contacts-edit, contacts-delete (E7).</summary>
    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();

    /// <summary>active, inactive, invited, deleted; null: no such contact in this workspace.</summary>
    public string? Status { get; init; }

    public bool IsArchived { get; init; }

    /// <summary>The contact's sign-in account owns the workspace or has the owner role (E6).</summary>
    public bool IsOwner { get; init; }

    /// <summary>The contact's sign-in account, of now or of before, is under legal hold (F10).</summary>
    public bool IsHeld { get; init; }

    /// <summary>The accounts that could end with the contact, of now and of before, because they have no role in the workspace.</summary>
    public IReadOnlyList<AccountFacts> Accounts { get; init; } = [];

    /// <summary>UTC, the start of the transaction by the database's clock.</summary>
    public DateTime Now { get; init; }
}
