using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Local.Demo;
using Offboarding.Local.Folder;
using Offboarding.Local.Hosting;
using Offboarding.Local.Options;
using Offboarding.Local.Postgres;
using Offboarding.Local.Terminal;

namespace Offboarding.Local;

/// <summary>One run from the data folder to the last goodbye. What is started last is stopped first.</summary>
internal sealed class LocalRun(LocalOptions options, LocalTerminal terminal)
{
    private const int Interrupted = 130;

    /// <summary>Runs, and turns what went wrong into one line and an exit code.</summary>
    public async Task<int> RunToExitCodeAsync(CancellationToken stop)
    {
        try
        {
            int exitCode = await RunAsync(stop);
            terminal.Say("Stopped; nothing is left running.");
            return exitCode;
        }
        catch (LocalProblem problem)
        {
            terminal.Problem(problem.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Say("Stopped before the start was finished; nothing is left running.");
            return Interrupted;
        }
        catch (OptionsValidationException e)
        {
            terminal.Problem(e.Message);
            return 1;
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            terminal.Problem($"PostgreSQL cannot be reached any more: {(e.InnerException ?? e).Message}");
            return 1;
        }
        catch (PostgresException e)
        {
            terminal.Problem($"PostgreSQL says: {e.MessageText} ({e.SqlState}){(e.Hint is null ? "" : " " + e.Hint)}");
            return 1;
        }
    }

    private async Task<int> RunAsync(CancellationToken stop)
    {
        long start = TimeProvider.System.GetTimestamp();
        if (options.RabbitMq is not null)
            await BrokerCheck.RequireAsync(options.RabbitMq, stop);
        int port = DashboardPort.Choose(options.Port);
        ServerUser? user = options.Postgres is null ? ServerUser.ForThisProcess() : null;

        using DataFolder folder = await DataFolder.OpenAsync(options.Data, user, stop);
        terminal.Note($"Data folder {folder.Path}{WhyThere(folder, user)}, log {Path.GetFileName(folder.LogFile)}.");
        using var log = new FileLoggerProvider(folder.LogFile);
        await using LocalDatabase database = await LocalDatabase.StartAsync(options, folder, user, terminal.Note, stop);

        var workspace = new DemoWorkspace(database.Owner);
        if (await workspace.EnsureAsync(options.Again, stop))
            terminal.Note("Demo workspace filled: 13 people, Lea Leaver with 20,000 open conversations.");
        await using LocalHost host = await LocalHost.StartAsync(database, folder, options.RabbitMq, port, log, terminal, stop);
        terminal.Done($"Started in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s: worker and dashboard, "
            + $"{(options.RabbitMq is null ? "bus in this process" : $"RabbitMQ at {options.RabbitMq.Host}")}.");

        using var announcement = RunningLocal.Announce(folder, database);
        bool completed = options.NoDemo || await DemonstrateAsync(workspace, database, host, stop);
        if (!options.Exit)
            await UntilStoppedAsync(host, stop);
        terminal.Say(options.Postgres is null ? "Stopping worker, dashboard and PostgreSQL ..." : "Stopping worker and dashboard ...");
        return completed || !options.Exit ? 0 : 1;
    }

    private string WhyThere(DataFolder folder, ServerUser? user) =>
        options.Data is null && folder.Path == DataFolder.SharedDefault ? $" ('{user!.Name}' cannot reach the home folder)" : "";

    private async Task<bool> DemonstrateAsync(DemoWorkspace workspace, LocalDatabase database, LocalHost host, CancellationToken stop)
    {
        try
        {
            var reader = new CaseReader(database.Dashboard);
            return await new Demonstration(
                workspace, reader, host, terminal, new SecondAct(database, reader, host, terminal, unattended: options.Exit)).RunAsync(stop);
        }
        catch (LocalProblem problem)
        {
            terminal.Problem(problem.Message);
            return false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !options.Exit)
        {
            terminal.Say("The case goes on with the next start.");
            return false;
        }
    }

    private async Task UntilStoppedAsync(LocalHost host, CancellationToken stop)
    {
        if (!options.NoDemo && !stop.IsCancellationRequested)
            host.ShowSignInLink();
        terminal.Say("Running until Ctrl-C.");
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
