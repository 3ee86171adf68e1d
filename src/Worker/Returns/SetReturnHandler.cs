using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Returns;

/// <summary>Sets or moves the day on which somebody who leaves is back (F2).</summary>
internal sealed class SetReturnHandler(NpgsqlDataSource database) : CaseCommandHandler<SetReturnRequested>(database)
{
    public override SetReturnRequested Read(FieldReader json)
    {
        ReturnDay day = ReturnDayReader.ReadAlone(json);
        return new SetReturnRequested
        {
            RequestId = json.Id("requestId"),
            WorkspaceId = json.Id("workspaceId"),
            OffboardingId = json.Id("offboardingId"),
            RequestedBy = json.Id("requestedBy"),
            ReturnDay = day.Instant,
            ReturnDate = day.Date,
            TimeZone = day.Zone,
            GiveBackWork = json.Flag("giveBackWork"),
            Comment = json.Text("comment", 500, required: false),
        };
    }

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, SetReturnRequested command, OffboardingCase row, DateTime now, Answer answer, CancellationToken cancellationToken)
    {
        var day = new ReturnDay(command.ReturnDay, command.ReturnDate, command.TimeZone);
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        ReturnFacts facts = await ReturnStore.FactsAsync(connection, row.CorrelationId, cancellationToken);
        if ((asker.CheckAdmin($"set the return of case {command.OffboardingId}")
            ?? ReturnRule.CheckCase(row, facts)
            ?? ReturnRule.Check(day, $"The return of case {command.OffboardingId}", row.StartedAt ?? row.DueAt, now)) is { } refusal)
        {
            return refusal;
        }

        answer.Add(await ReturnStore.SetAsync(
            connection, row, day.Begins()!.Value.UtcDateTime, command.GiveBackWork, command.RequestedBy, command.RequestId, command.Comment, cancellationToken));
        return null;
    }
}
