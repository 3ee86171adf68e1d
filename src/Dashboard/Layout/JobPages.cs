namespace Offboarding.Dashboard.Layout;

/// <summary>Where the pages of Hangfire are, in a build that has them (docs/hangfire.md).</summary>
public static class JobPages
{
    /// <summary>Everything below belongs to them.</summary>
    public const string Path = "/hangfire";

    /// <summary>Whether this build has them.</summary>
#if HANGFIRE
    public static bool Exist => true;
#else
    public static bool Exist => false;
#endif

    /// <summary>The page of a job; null: there is none.</summary>
    public static string? UrlOf(string? jobId) => Exist && jobId is not null ? $"{Path}/jobs/details/{jobId}" : null;
}
