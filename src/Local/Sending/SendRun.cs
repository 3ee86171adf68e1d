using System.Text;
using Npgsql;
using Offboarding.Local.Demo;
using Offboarding.Local.Folder;
using Offboarding.Local.Terminal;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Local.Sending;

/// <summary>
/// Sends one command to the Offboarding.Local that runs, and shows the answer. The message takes the road of every command: a row
/// of the outbox, the bus, the ingress with its checks. Whether that bus is in the process or a broker makes no difference.
/// </summary>
internal sealed class SendRun(SendOptions options, LocalTerminal terminal)
{
    private bool _isSent;

    /// <summary>Sends, and turns what went wrong into one line and an exit code.</summary>
    public async Task<int> RunToExitCodeAsync(CancellationToken stop)
    {
        try
        {
            return await RunAsync(stop);
        }
        catch (LocalProblem problem)
        {
            terminal.Problem(problem.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Say(_isSent ? "Nobody waits for the answer any more; the message was sent." : "Stopped before the message was sent.");
            return 130;
        }
        catch (NpgsqlException e)
        {
            terminal.Problem((_isSent, e) switch
            {
                (true, _) => $"the Offboarding.Local of that folder stopped ({e.Message}). The message was sent: it is carried on with when that runs again.",
                (false, PostgresException) => $"the Offboarding.Local of that folder does not take the message ({e.Message}). Nothing was sent.",
                _ => $"the Offboarding.Local of that folder does not run any more ({e.Message}); start it again in another terminal.",
            });
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Problem($"{options.File} cannot be read: {e.Message}");
            return 1;
        }
    }

    private async Task<int> RunAsync(CancellationToken stop)
    {
        CommandFile command = CommandFile.Parse(options.Message, await File.ReadAllTextAsync(options.File, stop), options.Set);
        RunningLocal local = RunningLocal.Find(options.Data);
        await SendAsync(local, command, stop);
        _isSent = true;
        terminal.Say($"{command.Exchange} sent, requestId {command.RequestId}.");

        var reader = new CaseReader(local.Dashboard);
        Answer answer = await reader.AnswerAsync(command.RequestId, stop);
        if (answer.CaseId is null)
        {
            terminal.Say($"{answer.Text}");
            return await new ListAnswer(local.Dashboard, terminal).ShowAsync(command.RequestId, stop) ?? 0;
        }
        CaseSnapshot end = await new CaseDisplay(terminal).ShowAsync(reader.FollowAsync(command.RequestId, stop), stop);
        return await new CaseSummary(reader, terminal).ShowAsync(end, stop) ? 0 : 1;
    }

    private static async Task SendAsync(RunningLocal local, CommandFile command, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(local.Worker);
        await connection.OpenAsync(stop);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(stop);
        await OutboxWriter.AddStoredAsync(
            connection, command.Exchange, Encoding.UTF8.GetBytes(command.Body.ToJsonString()), "application/json", stop);
        await transaction.CommitAsync(stop);
    }
}
