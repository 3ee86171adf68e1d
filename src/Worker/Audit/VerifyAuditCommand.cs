using Npgsql;
using Offboarding.Hosting;
using Offboarding.Worker.Infrastructure;

namespace Offboarding.Worker.Audit;

/// <summary>
/// <c>Offboarding.Worker verify-audit</c>: checks the audit trail with <c>ConnectionStrings:Offboarding</c>. Ends with 0 if
/// nothing was changed, removed or reordered, else with 1 and a line for each finding (F7).
/// </summary>
internal static class VerifyAuditCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        string login = WebApplication.CreateBuilder(args).Configuration.GetConnectionString("Offboarding")
            ?? throw Settings.Problem("ConnectionStrings:Offboarding is missing; set it to the worker's login");
        try
        {
            await using var connection = new NpgsqlConnection(login);
            await connection.OpenAsync();
            IReadOnlyList<AuditFinding> findings = await AuditVerifier.VerifyAsync(connection, CancellationToken.None);
            foreach (AuditFinding finding in findings)
            {
                Console.WriteLine($"workspace {finding.WorkspaceId}: {Describe(finding)}");
            }

            foreach (AuditHead head in await AuditVerifier.HeadsAsync(connection, CancellationToken.None))
            {
                Console.WriteLine($"workspace {head.WorkspaceId}: {Say.Count(head.Number, "entry", "entries")}, the last one has hash {head.Hash}");
            }

            Console.WriteLine(findings.Count == 0 ? "The audit trail is as it was written." : $"{Say.Count(findings.Count, "finding")}: the audit trail is NOT as it was written.");
            return findings.Count == 0 ? 0 : 1;
        }
        catch (Exception error) when (error is NpgsqlException or ArgumentException)
        {
            throw Settings.Problem($"ConnectionStrings:Offboarding does not work: {error.Message}");
        }
    }

    private static string Describe(AuditFinding finding) => finding.Problem switch
    {
        AuditProblem.Changed => $"entry {finding.AuditId} (number {finding.Number}) was changed",
        AuditProblem.Missing => $"entry {finding.AuditId} (number {finding.Number}) is missing",
        AuditProblem.MissingBefore => $"entries before {finding.AuditId} (number {finding.Number}) are missing",
        AuditProblem.MissingAtTheEnd => $"entries at the end are missing; there were {finding.Number}",
        AuditProblem.Reordered => $"entry {finding.AuditId} (number {finding.Number}) is not where it was written",
        AuditProblem.NotInTheChain => $"entry {finding.AuditId} was added past the chain",
        AuditProblem.LedgerChanged => $"what went to whom was changed since entry {finding.AuditId} (number {finding.Number}) sealed it",
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Problem, null),
    };
}
