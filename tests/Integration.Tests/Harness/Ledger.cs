namespace Offboarding.Integration.Tests.Harness;

/// <summary>Compares what the ledger of a case says with what the rows say.</summary>
public static class Ledger
{
    /// <summary>Items that the ledger has twice, that are not where it says, or that are elsewhere without being in it.</summary>
    public static Task<long> DifferencesAsync(TestDatabase database, Guid caseId) => database.ReadAsync<long>(
        """
        WITH moved AS (
            SELECT h.workspace_id, h.recipient_id, item AS id FROM offboarding.handover h, unnest(h.item_ids) item WHERE h.case_id = @case),
        twice AS (SELECT id FROM moved GROUP BY id HAVING count(*) > 1),
        elsewhere AS (
            SELECT m.id FROM moved m
            LEFT JOIN workspace.conversations c ON c.workspace_id = m.workspace_id AND c.id = m.id
                AND c.assignee_id IS NOT DISTINCT FROM m.recipient_id
            WHERE c.id IS NULL),
        missing AS (
            SELECT c.id FROM workspace.conversations c
            JOIN offboarding.cases k ON k.workspace_id = c.workspace_id AND k.id = @case
            WHERE c.assignee_id IS DISTINCT FROM k.user_id AND c.id NOT IN (SELECT id FROM moved))
        SELECT (SELECT count(*) FROM twice) + (SELECT count(*) FROM elsewhere) + (SELECT count(*) FROM missing)
        """,
        ("case", caseId));
}
