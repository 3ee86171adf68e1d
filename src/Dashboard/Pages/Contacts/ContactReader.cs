using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Contacts;

/// <summary>Reads one contact; pages of them are <see cref="Lists.ListReader"/>'s.</summary>
public sealed class ContactReader(DashboardDatabase database)
{
    /// <summary>One contact; null: there is none with this id that is not deleted.</summary>
    public async Task<ContactDetails?> ReadAsync(Guid workspace, long id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-contact"), new { workspace, id }, cancellationToken: cancellationToken));
        ContactFacts? facts = await results.ReadSingleOrDefaultAsync<ContactFacts>();
        return facts is null ? null : new ContactDetails(facts, [.. await results.ReadAsync<Asker>()]);
    }
}

/// <summary>One contact, and on whose behalf an operator can request something about it.</summary>
public sealed record ContactDetails(ContactFacts Facts, IReadOnlyList<Asker> Askers);

/// <summary>One contact, and what can be done.</summary>
public sealed class ContactLive(ContactReader contacts, Fragments fragments) : LiveReader<LiveView.OneContact>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.OneContact view, Overview overview, CancellationToken cancellationToken)
    {
        if (await contacts.ReadAsync(view.Workspace, view.Id, cancellationToken) is not { } read)
        {
            return null;
        }

        ContactDetails details = Shown(read, view);
        return AllOf(
            Part<ContactCard>("contact", details.Facts.ToString(), new() { ["Facts"] = details.Facts }),
            Part<ContactActBar>("acts", $"{details.Facts} {details.Askers.Count}", new() { ["Details"] = details, ["Rights"] = view.Rights }));
    }
}
