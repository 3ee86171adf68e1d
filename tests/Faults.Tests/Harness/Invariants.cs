using System.Text.Json.Nodes;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Faults.Tests.Harness;

/// <summary>What has to be true after every fault, whatever it was. One file of SQL for each; it returns a line for each violation.</summary>
public static class Invariants
{
    private static readonly string[] OfRows =
    [
        "i01-one-final-state.sql", "i02-once.sql", "i03-no-way-in.sql", "i04-nothing-left.sql", "i05-items-conserved.sql", "i06-seats.sql", "i07-an-owner.sql",
        "i08-never-back.sql", "i10-on-record.sql",
    ];

    /// <summary>Looks at everything.</summary>
    /// <returns>The violations, each with the invariant's number.</returns>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(TestDatabase database, Requests requests, IReadOnlyList<ReceivedEvent> events)
    {
        var found = new List<string>();
        foreach (string file in OfRows)
        {
            found.AddRange((await LinesAsync(database, Text(file), requests)).Select(line => $"{file[..3]}: {line}"));
        }

        found.AddRange((await LinesAsync(database, Sql.Read("verify-audit"), requests)).Select(line => $"i09: the audit chain of workspace {line}"));
        found.AddRange(OfEvents(events, await LinesAsync(database, Text("completed-cases.sql"), requests)));
        // Within a minute.
        IReadOnlyList<string> jobs = [];
        try
        {
            await Eventually.TrueAsync(
                async () => (jobs = await LinesAsync(database, Text("i11-jobs-agree.sql"), requests)).Count == 0, "Hangfire to agree with the rows", TimeSpan.FromMinutes(1));
        }
        catch (TimeoutException)
        {
            found.AddRange(jobs.Select(line => $"i11: {line}"));
        }

        return found;
    }

    /// <summary>The rest of I2, for a subscriber that drops what it has by its event id: each says one thing, and each case ends once.</summary>
    public static IEnumerable<string> OfEvents(IReadOnlyList<ReceivedEvent> events, IReadOnlyList<string> completed)
    {
        foreach (IGrouping<Guid, ReceivedEvent> doubles in events.GroupBy(e => e.EventId))
        {
            if (doubles.Select(e => e.Message.ToJsonString()).Distinct().Skip(1).Any())
            {
                yield return $"i02: event {doubles.Key} ({doubles.First().Name}) says different things";
            }
        }

        var ends = events.Where(e => e.Name is "offboarding.completed").GroupBy(e => $"{e.OffboardingId}").ToDictionary(g => g.Key, g => g.Select(e => e.EventId).Distinct().Count());
        foreach (string id in completed)
        {
            int said = ends.GetValueOrDefault(id);
            if (said != 1)
            {
                yield return $"i02: case {id} is completed, and {said} events say so";
            }
        }
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(TestDatabase database, string sql, Requests requests)
    {
        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        if (sql.Contains("@requests", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("requests", requests.Ids);
        }

        if (sql.Contains("@unreadable", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("unreadable", requests.Unreadable);
        }

        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        }

        return lines;
    }

    internal static string Text(string file)
    {
        using Stream stream = typeof(Invariants).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"No {file}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>What was sent in a run.</summary>
public sealed class Requests
{
    private readonly List<Guid> _ids = [];
    private readonly List<byte[]> _unreadable = [];

    /// <summary>Of commands about a workspace, each of which has to have an answer.</summary>
    public Guid[] Ids
    {
        get
        {
            lock (_ids)
            {
                return [.. _ids];
            }
        }
    }

    /// <summary>Bodies that nobody can read.</summary>
    public byte[][] Unreadable
    {
        get
        {
            lock (_ids)
            {
                return [.. _unreadable];
            }
        }
    }

    public void Add(JsonObject command)
    {
        lock (_ids)
        {
            _ids.Add(command["requestId"]!.GetValue<Guid>());
        }
    }

    public void AddUnreadable(byte[] body)
    {
        lock (_ids)
        {
            _unreadable.Add(body);
        }
    }
}
