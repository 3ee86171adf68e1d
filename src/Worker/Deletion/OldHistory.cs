using System.Globalization;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Jobs;

namespace Offboarding.Worker.Deletion;

/// <summary>
/// Deletes what is older than the settings say, in portions of a transaction each, so that nobody waits for it. What may go is decided by
/// the database's own function: the worker could not delete more.
/// </summary>
internal sealed class OldHistory(NpgsqlDataSource database, IOptions<MaintenanceOptions> options) : IMaintenanceTask
{
    private const int Portion = 1000;

    public string Id => MaintenanceTasks.Retention;

    /// <summary>In this order, since lists are kept for their approvals, approvals for their cases, and refusals for the answers that name them.</summary>
    private IEnumerable<(string What, string Words, TimeSpan? Keep)> Kinds =>
    [
        ("attempts", "failed attempts of finished cases", options.Value.KeepHistory),
        ("job-actions", "answers of Hangfire's buttons", options.Value.KeepHistory),
        ("cases", "finished cases", options.Value.KeepCases),
        ("approvals", "requests for approval", options.Value.KeepLists),
        ("lists", "lists of people", options.Value.KeepLists),
        ("answers", "answers to requests", options.Value.KeepAnswers),
        ("refusals", "refused messages", options.Value.KeepMessages),
        ("dead-letters", "messages that could not be read or handled", options.Value.KeepMessages),
        ("message-edits", "edited messages", options.Value.KeepMessages),
        ("access-log", "entries of the access log", options.Value.KeepAccessLog),
        ("previews", "previews", options.Value.KeepPreviews),
        ("operations", "bulk actions", options.Value.KeepOperations),
    ];

    /// <inheritdoc />
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        var said = new List<string>();
        foreach ((string what, string words, TimeSpan? setting) in Kinds)
        {
            if (setting is { } keep)
            {
                said.Add(Said(await ForgetAsync(connection, what, keep, cancellationToken), words, keep));
            }
        }

        if (options.Value.KeepAudit is { } year)
        {
            said.Add(Said(await ForgetAuditAsync(connection, year, cancellationToken), "entries of the audit trail", year));
        }

        return $"Deleted: {string.Join("; ", said)}.";
    }

    private static async Task<long> ForgetAsync(NpgsqlConnection connection, string what, TimeSpan keep, CancellationToken cancellationToken)
    {
        long all = 0;
        for (DateTime? after = DateTime.MinValue; after is not null;)
        {
            (long forgotten, after) = await connection.QuerySingleAsync<(long, DateTime?)>(new CommandDefinition(
                Sql.Read("forget"), new { what, keep, after, most = Portion }, commandTimeout: 0, cancellationToken: cancellationToken));
            all += forgotten;
        }

        return all;
    }

    private static async Task<long> ForgetAuditAsync(NpgsqlConnection connection, TimeSpan keep, CancellationToken cancellationToken)
    {
        long all = 0;
        Guid? after = null;
        while (true)
        {
            (Guid? workspace, long forgotten) = await connection.QuerySingleAsync<(Guid?, long)>(new CommandDefinition(
                Sql.Read("forget-audit"), new { keep, after, most = Portion }, commandTimeout: 0, cancellationToken: cancellationToken));
            all += forgotten;
            if (workspace is null)
            {
                return all;
            }

            after = forgotten == Portion ? after : workspace;
        }
    }

    private static string Said(long count, string what, TimeSpan keep) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what} older than {keep.TotalDays:N0} days");
}
