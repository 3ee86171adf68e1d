using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Offboarding.Bench.Results;

/// <summary>A table for people, a file for machines.</summary>
internal static class ResultWriter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static async Task WriteAsync(ScenarioResult result, IAnsiConsole console, DirectoryInfo folder, CancellationToken cancellationToken)
    {
        Table table = new Table { Border = TableBorder.Markdown }
            .Title($"{result.Scenario}, load {result.Machine.LoadBefore} before, {result.LoadAfter} after")
            .AddColumn("Figure").AddColumn(Right("Ours")).AddColumn(Right("Limit")).AddColumn("Unit").AddColumn(Right("Ratio"))
            .AddColumn("Target").AddColumn("Met");
        foreach (Figure figure in result.Figures)
        {
            table.AddRow(Markup.Escape(figure.Name), Number(figure.Ours), Number(figure.Limit), figure.Unit, Number(figure.Ratio),
                Markup.Escape(figure.Target ?? ""), figure.Met switch { true => "yes", false => "NO", null => "" });
        }

        console.WriteLine();
        console.Write(table);
        folder.Create();
        string file = Path.Combine(folder.FullName, $"{result.Scenario}-{result.StartedAt:yyyyMMdd'T'HHmmss'Z'}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(result, Json), cancellationToken);
        console.WriteLine(file);
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();

    private static string Number(double? value) => value switch
    {
        null => "",
        >= 1000 or <= -1000 => value.Value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 or <= -100 => value.Value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 or <= -10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
