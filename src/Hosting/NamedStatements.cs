using System.Collections.Frozen;
using System.Reflection;

namespace Offboarding.Hosting;

/// <summary>
/// The statements of a program by name. Each capability has one <c>.sql</c> file; in it every statement stands under a line like
/// <c>-- name: seat-count(workspaceId)</c> that names it and its parameters, so that a file can be read, explained and run in psql.
/// Comments below that line are part of the statement.
/// </summary>
public sealed class NamedStatements
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
            Add(byName, file[Folder.Length..], EmbeddedFile.Read(assembly, file));
        }

        return new NamedStatements(byName);
    }

    /// <summary>Adds the statements of one file.</summary>
    internal static void Add(Dictionary<string, string> byName, string file, string text)
    {
        foreach (string part in ("\n" + text.ReplaceLineEndings("\n")).Split("\n" + Mark).Skip(1))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            string head = end < 0 ? part : part[..end];
            int open = head.IndexOf('(', StringComparison.Ordinal);
            if (end < 0 || open < 1 || !head.EndsWith(')'))
            {
                throw new InvalidOperationException($"{file}: '{Mark}{head}' is not followed by a name, its parameters in brackets and a statement.");
            }

            string name = head[..open];
            string statement = part[(end + 1)..].TrimEnd() + "\n";
            string[] says = head[(open + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
            HashSet<string> takes = ParametersOf(statement);
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

    /// <summary>By hand and not by a regular expression: it runs at each start, before anything is compiled.</summary>
    private static HashSet<string> ParametersOf(string statement)
    {
        var parameters = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < statement.Length; i++)
        {
            char next = i + 1 < statement.Length ? statement[i + 1] : '\n';
            switch (statement[i])
            {
                case '-' when next == '-':
                    i = statement.IndexOf('\n', i);
                    break;
                case '\'':
                    i = EndOfText(statement, i);
                    break;
                case '@' when IsLetter(next) && (i == 0 || (!IsPartOfName(statement[i - 1]) && statement[i - 1] is not ('@' or '<' or '>'))):
                    parameters.Add(NameAt(statement, i + 1));
                    break;
                case '$' when char.IsAsciiDigit(next):
                    parameters.Add("$" + NameAt(statement, i + 1));
                    break;
            }
        }

        return parameters;

        static bool IsLetter(char one) => char.IsAsciiLetter(one) || one == '_';
        static bool IsPartOfName(char one) => char.IsAsciiLetterOrDigit(one) || one == '_';

        static string NameAt(string statement, int start)
        {
            int end = start;
            while (end < statement.Length && IsPartOfName(statement[end]))
            {
                end++;
            }

            return statement[start..end];
        }

        // Two quotes in a text are two texts side by side, which is all the same here.
        static int EndOfText(string statement, int start) => statement.IndexOf('\'', start + 1) is var end && end < 0 ? statement.Length : end;
    }
}
