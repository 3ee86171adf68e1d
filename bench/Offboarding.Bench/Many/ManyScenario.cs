using Dapper;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;

namespace Offboarding.Bench.Many;

/// <summary>One message takes very many people out (F6), against requests for one person each in the same run.</summary>
internal sealed class ManyScenario(ManyOptions options) : IScenario
{
    private const int WarmUp = 20;
    private const int Recipients = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public string Name => "many";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(cancellationToken);
        BenchWorkspace workspace = BenchWorkspace.OfLeavers(WarmUp + options.Singles + options.People, options.Each);
        context.Say($"Writing {workspace.Leavers.Length:N0} people with {options.Each:N0} conversations each");
        await workspace.SaveAsync(database, cancellationToken);
        Machine machine = await Machine.LookAsync(database, cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);

        _ = await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[..WarmUp], Recipients, cancellationToken);
        double singles = await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[WarmUp..(WarmUp + options.Singles)], Recipients, cancellationToken);
        context.Say($"{options.Singles:N0} requests for one person each: {options.Singles / singles:F1} people/s");
        ListTimes list = await ListAsync(broker, hr, database, workspace, cancellationToken);
        context.Say($"A list of {options.People:N0}: opened after {list.Opened:F1} s, locked out after {list.LockedOut:F1} s, completed after {list.Completed:F1} s");
        (double each, double inList) = (options.Singles / singles, options.People / list.Completed);
        return new ScenarioOutcome(
            machine,
            [
                new("people a second, in one list against one request each", "1/s", inList, each, inList / each),
                new($"a case for each of {options.People:N0} people, from the list's acceptance", "s", list.Opened),
                new("the last session of the last person, from the list's acceptance", "s", list.LockedOut),
                new("everybody out", "s", list.Completed),
            ],
            new[] { new { singles, list } });
    }

    private async Task<ListTimes> ListAsync(
        Uri broker, HrSystem hr, BenchDatabase database, BenchWorkspace workspace, CancellationToken cancellationToken)
    {
        Guid[] people = workspace.Leavers[(WarmUp + options.Singles)..];
        DeactivateUserRequested one = workspace.Leave(people[0], Recipients);
        var request = new DeactivateUsersRequested
        {
            RequestId = one.RequestId,
            WorkspaceId = one.WorkspaceId,
            RequestedBy = one.RequestedBy,
            Reason = one.Reason,
            Handover = one.Handover,
            Users = [.. people.Select(p => new LeaverLine { UserId = p })],
        };
        await using Completions completions = await Completions.SubscribeAsync(broker, people.Length, cancellationToken);
        await hr.PublishAsync(request, cancellationToken);
        await completions.AllAsync(Patience, cancellationToken);
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        ListTimes times = await connection.QuerySingleAsync<ListTimes>(new CommandDefinition(
            Resources.Read("list-times.sql"), new { request = request.RequestId }, cancellationToken: cancellationToken));
        return times.People == people.Length ? times : throw new InvalidOperationException($"{people.Length} were to leave, {times.People} are out.");
    }
}
