using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Tests.Architecture;

/// <summary>A number belongs to one migration: its file and its class. Two that are published share 0019 and stay as they are.</summary>
public sealed class MigrationNumberTests
{
    private static readonly string[] Files = [.. typeof(Sql).Assembly.GetManifestResourceNames().Where(name => Regex.IsMatch(name, @"^\d{4}_.*\.sql$"))];

    private static readonly string[] Ids =
        [.. typeof(Sql).Assembly.GetTypes().Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>()];

    [Fact]
    public void Numbers_of_migrations_are_unique_but_for_the_published_pair() => Files.GroupBy(name => name[..4]).Where(same => same.Count() > 1)
        .SelectMany(same => same).Order(StringComparer.Ordinal).ShouldBe(["0019_bulk_acts.sql", "0019_ended_sessions.sql"]);

    [Fact]
    public void Each_file_has_one_class_with_its_number()
    {
        Files.Length.ShouldBeGreaterThan(30);
        Ids.Select(id => id.Split('_')[1]).Order(StringComparer.Ordinal).ShouldBe(Files.Select(name => name[..4]).Order(StringComparer.Ordinal));
    }
}
