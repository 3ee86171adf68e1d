using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Offboarding.Worker.Cases;

/// <summary>One departure, reassign, undo or deletion: the saga's state, a row of <c>offboarding.cases</c>. All times are UTC, by the database's clock.</summary>
public sealed class OffboardingCase : SagaStateMachineInstance
{
    /// <summary>The case's id, derived from workspace and request.</summary>
    public Guid CorrelationId { get; set; }

    public CaseKind Kind { get; set; }

    public Guid WorkspaceId { get; set; }

    /// <summary>Who leaves or is deleted; of a reassign or an undo: whose work was or is to be handed over.</summary>
    public Guid UserId { get; set; }

    public Guid RequestId { get; set; }

    public Guid RequestedBy { get; set; }

    /// <summary>Of the request that asked for a departure, so that the same id with another wish is noticed; null: nothing to compare with.</summary>
    public byte[]? Fingerprint { get; set; }

    /// <summary>In kebab-case: of a departure a <see cref="Contracts.DeactivationReason"/>, of a deletion a <see cref="Contracts.DeletionReason"/>.</summary>
    public string? Reason { get; set; }

    /// <summary>The name of a <see cref="CaseState"/>.</summary>
    public string State { get; set; } = "";

    /// <summary>The handover plan as JSON; of an undo: which kinds go back, and to whom.</summary>
    public string Plan { get; set; } = "{}";

    /// <summary>Of an undo: the case whose handover is reversed.</summary>
    public Guid? Undoes { get; set; }

    /// <summary>Of the undo at a return: the other cases of the same absence; null: none.</summary>
    public Guid[]? UndoesAlso { get; set; }

    /// <summary>Of an undo: who gets the work back.</summary>
    public Guid? GivesTo { get; set; }

    /// <summary>Of a deletion that works: name and address, whose traces are erased; null before and after.</summary>
    public string[]? Erases { get; set; }

    /// <summary>How often the monitor opened the case again, because work was left behind (F5).</summary>
    public int Reopened { get; set; }

    /// <summary>The approval it waits or waited for (F9); null: it did not have to.</summary>
    public Guid? ApprovalId { get; set; }

    public bool LowerSeatLimit { get; set; }

    /// <summary>The user was active and held a seat when the case started.</summary>
    public bool FreesSeat { get; set; }

    public DateTime RequestedAt { get; set; }

    /// <summary>The last day; the time of the request if it is at once.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>The last day that was asked for, if it had passed already; the case started at once.</summary>
    public DateTime? LateLastDay { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? SignInClosedAt { get; set; }

    public DateTime? SessionsEndedAt { get; set; }

    public DateTime? CompletedAt { get; set; }

    /// <summary>When the sweep last asked the saga to look again.</summary>
    public DateTime NudgedAt { get; set; }

    /// <summary>The place in a trace the case was opened at, as the W3C header; null: nobody traced it.</summary>
    public string? Traceparent { get; set; }
}

/// <summary>The case as a row. The table itself is made by SQL (docs/adr/0002).</summary>
internal sealed class OffboardingCaseMap : IEntityTypeConfiguration<OffboardingCase>
{
    public void Configure(EntityTypeBuilder<OffboardingCase> builder)
    {
        builder.ToTable("cases", "offboarding", table => table.ExcludeFromMigrations());
        builder.HasKey(c => c.CorrelationId);
        builder.Property(c => c.CorrelationId).HasColumnName("id").ValueGeneratedNever();
        builder.Property(c => c.Plan).HasColumnType("jsonb");
        builder.Property(c => c.Kind).HasConversion(kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), text => Enum.Parse<CaseKind>(text, true));
        builder.Property(c => c.State).HasConversion(name => ToColumn(name), text => FromColumn(text));
    }

    private static string ToColumn(string stateName) => CaseStateText.Write(Enum.Parse<CaseState>(stateName));

    private static string FromColumn(string text) => CaseStateText.Read(text).ToString();
}
