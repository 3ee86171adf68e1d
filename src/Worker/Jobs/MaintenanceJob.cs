using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Invitations;
using Offboarding.Worker.Monitoring;

namespace Offboarding.Worker.Jobs;

/// <summary>The recurring jobs. Each may run at any time and twice at once: the rows and their locks decide.</summary>
internal sealed class MaintenanceJob(
    NpgsqlDataSource database, WorkLeftBehind monitor, InvitationExpiry invitations, ApprovalSweep approvals, IEnumerable<IMaintenanceTask> others,
    IOptions<MaintenanceOptions> options, TimeProvider time, ILogger<MaintenanceJob> log) : IMaintenanceJob
{
    /// <summary>No transaction of a handover lasts that long.</summary>
    private static readonly TimeSpan SealAfter = TimeSpan.FromHours(1);

    public async Task<string> RunAsync(string task, CancellationToken cancellationToken) => task switch
    {
        MaintenanceTasks.WorkLeftBehind => Said(await monitor.ReopenAsync(cancellationToken), "case(s) with work left behind opened again"),
        MaintenanceTasks.ExpiredInvitations => Said(await invitations.ExpireDueAsync(cancellationToken), "invitation(s) expired"),
        MaintenanceTasks.ExpiredApprovals => Said(await approvals.ExpireDueAsync(cancellationToken), "request(s) for approval expired"),
        MaintenanceTasks.OfflineWorkers => Said(await CountAsync("offline-workers", cancellationToken), "worker(s) removed that were offline for a day"),
        MaintenanceTasks.AuditVerification => await VerifyAsync(cancellationToken),
        _ => others.FirstOrDefault(other => other.Id == task) is { } other
            ? await other.RunAsync(cancellationToken)
            : throw new JobCannotRunException($"There is no maintenance task '{task}'; known are {string.Join(", ", MaintenanceTasks.All)}."),
    };

    private async Task<string> VerifyAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await AuditVerifier.SealLedgerAsync(connection, SealAfter, cancellationToken);
        IReadOnlyList<AuditFinding> findings = await AuditVerifier.VerifyAsync(connection, cancellationToken);
        if (findings.Count == 0)
        {
            IReadOnlyList<AuditHead> heads = await AuditVerifier.HeadsAsync(connection, cancellationToken);
            if (options.Value.AuditHeads is { Length: > 0 } file)
            {
                string line = JsonSerializer.Serialize(new { at = time.GetUtcNow(), heads }, JsonSerializerOptions.Web);
                await File.AppendAllTextAsync(file, line + "\n", cancellationToken);
            }

            return string.Create(CultureInfo.InvariantCulture, $"The audit trail is as it was written: {heads.Sum(h => h.Number):N0} entries of {heads.Count:N0} workspace(s).");
        }

        string found = string.Join("; ", findings.Take(10).Select(f => $"workspace {f.WorkspaceId}, entry {f.AuditId} (number {f.Number}): {f.Problem}"));
        log.LogError("The audit trail is NOT as it was written: {Count} finding(s): {Found}", findings.Count, found);
        throw new AuditTrailChangedException($"The audit trail is NOT as it was written: {findings.Count} finding(s): {found}. Run the worker with the argument verify-audit for all.");
    }

    private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read(sql), commandTimeout: 0, cancellationToken: cancellationToken));
    }

    private static string Said(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}");
}

/// <summary>Lets the job fail, so that it is on the page of failed ones until somebody has looked.</summary>
internal sealed class AuditTrailChangedException(string findings) : Exception(findings);

/// <summary>One of <see cref="Offboarding.Jobs.MaintenanceTasks"/> that lives in a folder of its own.</summary>
internal interface IMaintenanceTask
{
    /// <summary>Its id, which is that of the recurring job.</summary>
    string Id { get; }

    /// <summary>Runs it. It may run at any time and twice at once.</summary>
    /// <returns>What it did, in words, for the job's page.</returns>
    Task<string> RunAsync(CancellationToken cancellationToken);
}
