using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Offboarding.Hosting;

/// <summary>
/// The statements of a program by name. Each capability has one <c>.sql</c> file; in it every statement stands under a line like
/// <c>-- name: seat-count(workspaceId)</c> that names it and its parameters, so that a file can be read, explained and run in psql.
/// Comments below that line are part of the statement.
/// </summary>
public sealed partial class NamedStatements
{
    /// <summary>Where the project embeds the files.</summary>
    private const string Folder = "statements/";

    private const string Mark = "-- name: ";

    private readonly FrozenDictionary<string, string> _byName;

    private NamedStatements(Dictionary<string, string> byName) => _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All names.</summary>
    public IReadOnlyCollection<string> Names => _byName.Keys;

    /// <summary>The text of a statement.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public string this[string name] => _byName.TryGetValue(name, out string? text)
        ? text
        : throw new InvalidOperationException($"No statement is named '{name}'. Each stands in a .sql file under a line '{Mark}{name}(parameters)'.");

    /// <summary>Reads the statements that are embedded in an assembly.</summary>
    /// <exception cref="InvalidOperationException">A name is there twice, or a statement does not take the parameters its line names.</exception>
    public static NamedStatements Of(Assembly assembly)
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            Add(byName, file[Folder.Length..], reader.ReadToEnd());
        }

        return new NamedStatements(byName);
    }

    /// <summary>Adds the statements of one file.</summary>
    internal static void Add(Dictionary<string, string> byName, string file, string text)
    {
        foreach (string part in ("\n" + text.ReplaceLineEndings("\n")).Split("\n" + Mark).Skip(1))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            Match head = Head().Match(end < 0 ? part : part[..end]);
            if (!head.Success || end < 0)
            {
                throw new InvalidOperationException($"{file}: '{Mark}{part.Split('\n')[0]}' is not followed by a name, its parameters in brackets and a statement.");
            }

            string name = head.Groups["name"].Value;
            string statement = part[(end + 1)..].TrimEnd() + "\n";
            string[] says = head.Groups["parameters"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries);
            string[] takes = [.. Parameter().Matches(NotCode().Replace(statement, "")).Select(static match => match.Value.TrimStart('@')).Distinct()];
            if (!takes.Order(StringComparer.Ordinal).SequenceEqual(says.Order(StringComparer.Ordinal)))
            {
                throw new InvalidOperationException($"{file}: {name} says that it takes ({string.Join(", ", says)}) and takes ({string.Join(", ", takes)}).");
            }

            if (!byName.TryAdd(name, statement))
            {
                throw new InvalidOperationException($"{file}: a statement named {name} is there already.");
            }
        }
    }

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?<name>[a-z0-9-]+)\((?<parameters>[\w$, ]*)\)$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();

    /// <summary>Comments and texts.</summary>
    [GeneratedRegex(@"--[^\n]*|'([^']|'')*'", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotCode();

    [GeneratedRegex(@"(?<![\w@<>])@[A-Za-z_]\w*|\$\d+", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
