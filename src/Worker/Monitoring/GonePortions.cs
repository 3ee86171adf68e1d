using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Monitoring;

/// <summary>A range of people, by workspace and id: after the first, up to the last. Of one workspace it may be some of them only.</summary>
internal sealed record PeopleRange(Guid AfterWorkspace, Guid AfterUser, Guid ToWorkspace, Guid ToUser, Guid[]? Users = null)
{
    public static PeopleRange Of(Guid workspaceId, Guid[] users) => new(workspaceId, Guid.Empty, workspaceId, Guid.AllBitsSet, users);
}

/// <summary>Goes through everybody who is gone in portions, round after round, each for a second at most and then on from there at the next run.</summary>
/// <param name="size">People in one statement.</param>
/// <param name="budget">How long one run takes; at least one portion.</param>
internal sealed class GonePortions(int size, TimeSpan budget)
{
    private Guid _afterWorkspace;
    private Guid _afterUser;
    private List<LeftBehind> _found = [];

    /// <returns>What was found in this run, and in the whole round if this run ended one.</returns>
    public async Task<(List<LeftBehind> Run, List<LeftBehind>? Round)> RunAsync(NpgsqlConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        List<LeftBehind> run = [];
        long began = time.GetTimestamp();
        do
        {
            (Guid Workspace, Guid User)? last = await connection.QuerySingleOrDefaultAsync<(Guid, Guid)?>(new CommandDefinition(
                Sql.Read("gone-portion"), new { afterWorkspace = _afterWorkspace, afterUser = _afterUser, portion = size }, cancellationToken: cancellationToken));
            (Guid toWorkspace, Guid toUser) = last ?? (Guid.AllBitsSet, Guid.AllBitsSet);
            List<LeftBehind> found = await FindAsync(connection, new PeopleRange(_afterWorkspace, _afterUser, toWorkspace, toUser), cancellationToken);
            run.AddRange(found);
            _found.AddRange(found);
            (_afterWorkspace, _afterUser) = last ?? default;
            if (last is null)
            {
                List<LeftBehind> round = _found;
                _found = [];
                return (run, round);
            }
        }
        while (time.GetElapsedTime(began) < budget);
        return (run, null);
    }

    /// <summary>Open work on people of a range who are gone, that nobody decided to leave there.</summary>
    public static async Task<List<LeftBehind>> FindAsync(NpgsqlConnection connection, PeopleRange people, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<LeftBehind>(new CommandDefinition(Sql.Read("work-left-behind"), people, cancellationToken: cancellationToken))];
}

/// <summary>Open work that was left with somebody who is gone, although a step was to move all of it.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="UserId">Who is gone.</param>
/// <param name="CaseId">The completed case that moved this kind of work last.</param>
/// <param name="Step">Its step for this kind.</param>
internal sealed record LeftBehind(Guid WorkspaceId, Guid UserId, Guid CaseId, string Step);
