using Npgsql;
using Offboarding.Bench.Servers;
using Offboarding.Contracts;

namespace Offboarding.Bench.Workload;

/// <summary>A workspace with people who will leave, as described in <c>workspace.sql</c>.</summary>
internal sealed class BenchWorkspace
{
    public required long Moving { get; init; }

    public required long Total { get; init; }

    public Guid Id { get; } = Guid.NewGuid();

    public Guid Admin { get; } = Guid.NewGuid();

    /// <summary>Active, and stay.</summary>
    public Guid[] Agents { get; } = NewIds(10);

    /// <summary>Each of them has <see cref="Moving"/> / number conversations.</summary>
    public required Guid[] Bulk { get; init; }

    /// <summary>Leavers with a few conversations.</summary>
    public required Guid[] Leavers { get; init; }

    public required int Each { get; init; }

    /// <summary>One in which nobody has much work.</summary>
    public static BenchWorkspace OfLeavers(int leavers, int each) => new() { Moving = 1, Total = 1, Bulk = NewIds(1), Leavers = NewIds(leavers), Each = each };

    /// <summary>Writes one in which one leaver has much work.</summary>
    /// <param name="context">Told of it.</param>
    /// <param name="database">Where it is written.</param>
    /// <param name="moving">The leaver's conversations.</param>
    /// <param name="total">All conversations.</param>
    /// <param name="warmUp">People who leave before the clock starts.</param>
    /// <param name="each">The conversations each of them has.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task<BenchWorkspace> WithOneLeaverAsync(
        BenchContext context, BenchDatabase database, long moving, long total, int warmUp, int each, CancellationToken cancellationToken)
    {
        var workspace = new BenchWorkspace { Moving = moving, Total = total, Bulk = NewIds(1), Leavers = NewIds(warmUp), Each = each };
        context.Say($"Writing {total:N0} conversations, {moving:N0} of them the leaver's");
        await workspace.SaveAsync(database, cancellationToken);
        return workspace;
    }

    public static Guid[] NewIds(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    /// <summary>The id of the n-th conversation (from 1) of all that belong to the <see cref="Bulk"/>.</summary>
    public long ConversationId(long n) => ((n * Total) + Moving - 1) / Moving;

    /// <summary>The request of one leaver, with the work going round robin to the first agents.</summary>
    public DeactivateUserRequested Leave(Guid leaver, int recipients) => new()
    {
        RequestId = Guid.NewGuid(),
        WorkspaceId = Id,
        UserId = leaver,
        RequestedBy = Admin,
        Reason = DeactivationReason.LeftCompany,
        Handover = recipients == 0 ? null : new HandoverPlan
        {
            Conversations = new Allocation
            {
                Strategy = recipients == 1 ? AllocationStrategy.OneColleague : AllocationStrategy.RoundRobin,
                Recipients = [.. Agents.Take(recipients).Select(a => new Recipient { UserId = a })],
            },
        },
    };

    /// <summary>Writes it and leaves the tables vacuumed, analyzed and on disk.</summary>
    public async Task SaveAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await using var command = new NpgsqlCommand(Resources.Read("workspace.sql"), connection, transaction)
            {
                Parameters =
                {
                    new("workspace", Id), new("admin", Admin), new("agents", Agents), new("bulk", Bulk), new("leavers", Leavers),
                    new("moving", Moving), new("total", Total), new("each", Each),
                },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await BenchDatabase.SettleAsync(connection, cancellationToken);
    }
}
