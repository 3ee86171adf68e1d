using Dapper;
using Npgsql;

namespace Offboarding.Local.Demo;

/// <summary>The workspace the demonstration happens in: filled once, then as each start left it.</summary>
internal sealed class DemoWorkspace(string ownerConnectionString)
{
    public static readonly Guid Id = new("0d000000-0000-4000-8000-000000000001");
    public static readonly Guid Admin = new("0d000000-0000-4000-8000-000000000103");

    /// <summary>Fills the workspace if it is not there yet, or brings it back to how it was.</summary>
    /// <returns>Whether anything was done.</returns>
    public async Task<bool> EnsureAsync(bool again, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        if (!again && await connection.ExecuteScalarAsync<bool>(Command("demo-exists", cancellationToken)))
            return false;
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command("demo-workspace", cancellationToken, transaction));
        await transaction.CommitAsync(cancellationToken);
        await connection.ExecuteAsync(Command("analyze-demo", cancellationToken));
        return true;
    }

    /// <summary>The request of a demonstration that the last run did not live to see the end of.</summary>
    public async Task<Guid?> UnfinishedRequestAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(Command("unfinished-case", cancellationToken));
    }

    public async Task<IReadOnlyList<DemoAgent>> AgentsAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<DemoAgent>(Command("demo-agents", cancellationToken))];
    }

    private static CommandDefinition Command(string file, CancellationToken cancellationToken, NpgsqlTransaction? transaction = null) =>
        new(EmbeddedSql.Read(file), transaction: transaction, cancellationToken: cancellationToken);

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}

/// <summary>One agent of the demo workspace's support team.</summary>
internal sealed record DemoAgent(Guid Id, string Name, bool Active, long OpenConversations);
