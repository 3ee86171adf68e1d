namespace Offboarding.Dashboard.Layout;

/// <summary>What differs between two texts, line by line: the longest common lines stay, everything else is removed or added.</summary>
public static class LineDiff
{
    /// <summary>Beyond this the middle of two texts is shown as replaced as a whole: comparing it takes the product of both.</summary>
    private const int MostCompared = 1_000_000;

    /// <summary>A line of either text, or of both.</summary>
    public sealed record Line(string? Before, string? After)
    {
        /// <summary>Whether both texts have it.</summary>
        public bool IsSame => Before is not null && After is not null;
    }

    /// <summary>All lines, in the order of both texts.</summary>
    public static IReadOnlyList<Line> Of(string before, string after)
    {
        string[] old = before.ReplaceLineEndings("\n").Split('\n');
        string[] fresh = after.ReplaceLineEndings("\n").Split('\n');
        int head = 0;
        while (head < old.Length && head < fresh.Length && old[head] == fresh[head])
        {
            head++;
        }

        int tail = 0;
        while (tail < old.Length - head && tail < fresh.Length - head && old[^(tail + 1)] == fresh[^(tail + 1)])
        {
            tail++;
        }

        return
        [
            .. old[..head].Select(Same),
            .. Middle(old[head..^tail], fresh[head..^tail]),
            .. old[^tail..].Select(Same),
        ];
    }

    private static IEnumerable<Line> Middle(string[] old, string[] fresh)
    {
        if ((long)old.Length * fresh.Length > MostCompared)
        {
            return [.. old.Select(Removed), .. fresh.Select(Added)];
        }

        // How many lines the rest of both has in common, from each pair of lines on.
        int[,] common = new int[old.Length + 1, fresh.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = fresh.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == fresh[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<Line> lines = [];
        int at = 0;
        int to = 0;
        while (at < old.Length && to < fresh.Length)
        {
            if (old[at] == fresh[to])
            {
                lines.Add(Same(old[at++]));
                to++;
            }
            else if (common[at + 1, to] >= common[at, to + 1])
            {
                lines.Add(Removed(old[at++]));
            }
            else
            {
                lines.Add(Added(fresh[to++]));
            }
        }

        return [.. lines, .. old[at..].Select(Removed), .. fresh[to..].Select(Added)];
    }

    private static Line Same(string text) => new(text, text);

    private static Line Removed(string text) => new(text, null);

    private static Line Added(string text) => new(null, text);
}
