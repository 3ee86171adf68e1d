using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Offboarding.Worker.Cases;

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
