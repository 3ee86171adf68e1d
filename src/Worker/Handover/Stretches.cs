using Dapper;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Where a look over everything that is left is cut, so that it keeps any statement's time limit. An item that was moved stays in the
/// leaver's index until a vacuum, and a look from the beginning passes all of them: with millions it takes seconds, and no smaller batch makes it
/// faster. A stretch is what twenty batches moved; to pass that takes less time than to move one of them.
/// </summary>
internal static class Stretches
{
    private const int Batches = 20;

    /// <summary>The last id of each stretch; the last one has no end.</summary>
    public static async Task<long[]> OfAsync(StepContext context, WorkKind kind, CancellationToken cancellationToken) =>
        context.Step.Done < (long)Batches * context.BatchSize
            ? [long.MaxValue]
            : [.. await context.Connection.QueryAsync<long>(new CommandDefinition(
                Sql.Read("handover-stretches"), new { context.Step.CaseId, kind = kind.Name }, cancellationToken: cancellationToken)), long.MaxValue];
}
