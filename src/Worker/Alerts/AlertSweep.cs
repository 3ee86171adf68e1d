using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Alerts;

/// <summary>Looks for troubles and writes what operators are told of, with the message for each channel in the same transaction. One worker at a time.</summary>
internal sealed class AlertSweep(NpgsqlDataSource database, IOptions<AlertsOptions> options, TimeProvider time, ILogger<AlertSweep> log)
    : Sweep("Alerts", options.Value.Every, log)
{
    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("alerts-lock"), cancellationToken: cancellationToken)))
        {
            return false;
        }

        List<AlertFact> found = [.. (await connection.QueryAsync<(string, string, long, DateTime, string?, string?)>(new CommandDefinition(
            Sql.Read("alerts-found"), new { options.Value.LateLockoutAfter }, cancellationToken: cancellationToken)))
            .Select(static row => new AlertFact(row.Item1, row.Item2, row.Item3, row.Item4, row.Item5, row.Item6))];
        List<Told> told = [.. (await connection.QueryAsync<(string, string, long, DateTime?)>(new CommandDefinition(Sql.Read("alerts-told"), cancellationToken: cancellationToken)))
            .Select(static row => new Told(row.Item1, row.Item2, row.Item3, row.Item4))];
        DateTimeOffset now = time.GetUtcNow();
        AlertDecision decision = AlertRules.Decide(found, told, options.Value.IsQuiet(now), now.UtcDateTime, options.Value.AllClearAfter);
        IReadOnlyList<AlertMessage> messages = AlertText.Messages(decision, options.Value);
        if (messages.Count + decision.Changed.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Read("alerts-write"),
                new
                {
                    overKinds = decision.Over.Select(static one => one.Kind).ToArray(),
                    overSubjects = decision.Over.Select(static one => one.Subject).ToArray(),
                    kinds = decision.News.Select(static one => one.Kind).ToArray(),
                    subjects = decision.News.Select(static one => one.Subject).ToArray(),
                    counts = decision.News.Select(static one => one.Count).ToArray(),
                    changedKinds = decision.Changed.Select(static one => one.Kind).ToArray(),
                    changedSubjects = decision.Changed.Select(static one => one.Subject).ToArray(),
                    changedCounts = decision.Changed.Select(static one => one.ToldCount).ToArray(),
                    changedAbsentSince = decision.Changed.Select(static one => one.AbsentSince).ToArray(),
                    channels = messages.Select(static one => one.Channel).ToArray(),
                    titles = messages.Select(static one => one.Title).ToArray(),
                    bodies = messages.Select(static one => one.Body).ToArray(),
                },
                cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
        }

        return false;
    }
}
