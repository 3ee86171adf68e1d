using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;

namespace Offboarding.Local.Demo;

/// <summary>Reads a case the way the dashboard does: its role, its views. What it shows is what the rows say, not what we hope.</summary>
internal sealed class CaseReader(string dashboardConnectionString)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);

    /// <summary>How long nothing may change before we say so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Every change of the case that came of a request, until it is over.</summary>
    /// <exception cref="LocalProblem">The request was refused, or nothing happens any more.</exception>
    public async IAsyncEnumerable<CaseSnapshot> FollowAsync(
        Guid requestId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CaseSnapshot? last = null;
        long lastChange = TimeProvider.System.GetTimestamp();
        while (last is not { IsOver: true })
        {
            CaseSnapshot? now = await ReadAsync(requestId, cancellationToken);
            if (now is not null && (last is null || now.State != last.State || !now.Steps.SequenceEqual(last.Steps)))
            {
                last = now;
                lastChange = TimeProvider.System.GetTimestamp();
                yield return now;
                continue;
            }
            if (now is null && await RefusalAsync(requestId, cancellationToken) is { } refusal)
                throw new LocalProblem($"the request was refused: {refusal}");
            if (TimeProvider.System.GetElapsedTime(lastChange) > Patience)
                throw new LocalProblem($"nothing has happened for {Patience.TotalSeconds:N0} seconds; local.log in the data folder says more.");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Waits until something is known of a request.</summary>
    /// <exception cref="LocalProblem">It was refused, or nobody answers.</exception>
    public async Task<Answer> AnswerAsync(Guid requestId, CancellationToken cancellationToken)
    {
        long sent = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(sent) < Patience)
        {
            await using (NpgsqlConnection connection = await OpenAsync(cancellationToken))
            {
                if (await connection.QuerySingleOrDefaultAsync<Answer>(Command("answer-of-request", new { requestId }, cancellationToken)) is { } answer)
                    return answer;
            }
            if (await RefusalAsync(requestId, cancellationToken) is { } refusal)
                throw new LocalProblem($"the request was refused: {refusal}");
            await Task.Delay(Pause, cancellationToken);
        }
        throw new LocalProblem($"nobody has answered for {Patience.TotalSeconds:N0} seconds; local.log in the data folder says more.");
    }

    /// <summary>Who got how many.</summary>
    public async Task<IReadOnlyList<RecipientTotal>> SharesAsync(Guid caseId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<RecipientTotal>(Command("shares-of-case", new { caseId }, cancellationToken))];
    }

    /// <summary>What an undo left where it is, and why.</summary>
    public async Task<IReadOnlyList<LeftoverTotal>> LeftoversAsync(Guid caseId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<LeftoverTotal>(Command("leftovers-of-case", new { caseId }, cancellationToken))];
    }

    private static CommandDefinition Command(string file, object arguments, CancellationToken cancellationToken) =>
        new(EmbeddedSql.Read(file), arguments, cancellationToken: cancellationToken);

    private async Task<CaseSnapshot?> ReadAsync(Guid requestId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<CaseSnapshot>(
            Command("case-of-request", new { requestId }, cancellationToken));
        return found is null ? null : found with
        {
            Steps = [.. await connection.QueryAsync<StepSnapshot>(Command("steps-of-case", new { caseId = found.Id }, cancellationToken))],
        };
    }

    private async Task<string?> RefusalAsync(Guid requestId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(
            Command("refusal-of-request", new { requestId = requestId.ToString() }, cancellationToken));
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(dashboardConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}

/// <summary>How many items of one kind an undo left where they are, for one reason.</summary>
internal sealed record LeftoverTotal(string Kind, string Reason, long Items);

/// <summary>How much of the work one person got; no recipient is "unassigned".</summary>
internal sealed record RecipientTotal(string Kind, string? Recipient, long Items);

/// <summary>What became of a request: a case, or something that was done at once.</summary>
/// <param name="CaseId">The case it opened; null: none.</param>
/// <param name="Text">What was done, in one line.</param>
internal sealed record Answer(Guid? CaseId, string Text);

/// <summary>How far a step is. <see cref="Total"/> is null until the step has counted.</summary>
internal sealed record StepSnapshot(string Name, string Status, long? Total, long Done, int Attempts, string? LastError)
{
    public bool IsOver => Status is "done" or "skipped";
}
