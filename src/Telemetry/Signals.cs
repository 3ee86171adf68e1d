using System.Diagnostics;
using Npgsql;

namespace Offboarding.Telemetry;

/// <summary>The names under which our spans and metrics are found.</summary>
public static class Signals
{
    /// <summary>Of the activity source and of the meter.</summary>
    public const string Name = "Offboarding";

    /// <summary>The W3C header that carries the place in a trace.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>The W3C header with what tracing systems add to it; passed on as it came.</summary>
    public const string TraceState = "tracestate";

    /// <summary>The id of the case a span is about; also in the lines of a log.</summary>
    public const string Case = "offboarding.case";

    /// <summary>The id of the workspace a span is about; also in the lines of a log.</summary>
    public const string Workspace = "offboarding.workspace";

    /// <summary>A pool with a name instead of its connection string, whose statements are spans only within a trace: a worker polls all day.</summary>
    public static NpgsqlDataSource OpenDatabase(string connectionString, string name)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        builder.ConfigureTracing(static tracing => tracing
            .ConfigureCommandFilter(static _ => Activity.Current is not null)
            .ConfigureBatchFilter(static _ => Activity.Current is not null));
        // With several hosts (a primary and its standbys) whoever opens a connection gets one to the primary, unless the login says otherwise.
        NpgsqlConnectionStringBuilder login = builder.ConnectionStringBuilder;
        if (login.Host?.Contains(',', StringComparison.Ordinal) != true)
        {
            return builder.Build();
        }

        TargetSessionAttributes target = login.TargetSessionAttributes is { } wanted
            ? Enum.Parse<TargetSessionAttributes>(wanted.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)
            : TargetSessionAttributes.Primary;
        login.TargetSessionAttributes = null;
        return builder.BuildMultiHost().WithTargetSession(target);
    }
}
