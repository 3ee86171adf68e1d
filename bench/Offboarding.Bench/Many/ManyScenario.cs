using Dapper;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;

namespace Offboarding.Bench.Many;

/// <summary>One message takes very many people out (F6), against requests for one person each in the same run.</summary>
internal sealed class ManyScenario(ManyOptions options) : IScenario
{
    private const int WarmUp = 20;
    private const int Recipients = 5;
    private const int LockedOutTarget = 6;
    private const int CompletedTarget = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public string Name => "many";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        BuildTimes? other = options.Other is { } folder ? await RunAsync(context, folder, cancellationToken) : null;
        BuildTimes ours = await RunAsync(context, AppContext.BaseDirectory, cancellationToken);
        return new ScenarioOutcome(
            ours.Machine,
            [
                new("people a second, in one list against one request each", "1/s", ours.InList, ours.Each, ours.InList / ours.Each),
                Against($"a case for each of {options.People:N0} people, from the list's acceptance", t => t.Opened, null),
                Against("the last session of the last person, from the list's acceptance", t => t.LockedOut, LockedOutTarget),
                Against("everybody out", t => t.Completed, CompletedTarget),
            ],
            new[] { ours, other });

        Figure Against(string what, Func<ListTimes, double> time, int? times) => other is null
            ? new(what, "s", time(ours.List))
            : new(what, "s", time(ours.List), time(other.List), time(ours.List) / time(other.List), times is null ? null : $"<= 1/{times}", times is null ? null : time(ours.List) * times <= time(other.List));
    }

    private async Task<BuildTimes> RunAsync(BenchContext context, string build, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(build, cancellationToken);
        BenchWorkspace workspace = BenchWorkspace.OfLeavers(WarmUp + options.Singles + options.People, options.Each);
        context.Say($"Writing {workspace.Leavers.Length:N0} people with {options.Each:N0} conversations each, for {(build == options.Other ? "the other build" : "ours")}");
        await workspace.SaveAsync(database, cancellationToken);
        Machine machine = await Machine.LookAsync(database, cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken, build);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);

        _ = await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[..WarmUp], Recipients, cancellationToken);
        double singles = await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[WarmUp..(WarmUp + options.Singles)], Recipients, cancellationToken);
        context.Say($"{options.Singles:N0} requests for one person each: {options.Singles / singles:F1} people/s");
        ListTimes list = await ListAsync(broker, hr, database, workspace, cancellationToken);
        context.Say($"A list of {options.People:N0}: opened after {list.Opened:F1} s, locked out after {list.LockedOut:F1} s, completed after {list.Completed:F1} s");
        return new BuildTimes(machine, options.Singles / singles, options.People / list.Completed, list);
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

    /// <param name="Machine">As it was before.</param>
    /// <param name="Each">People a second by requests of their own.</param>
    /// <param name="InList">People a second by the list.</param>
    /// <param name="List">The list's times.</param>
    private sealed record BuildTimes(Machine Machine, double Each, double InList, ListTimes List);
}
