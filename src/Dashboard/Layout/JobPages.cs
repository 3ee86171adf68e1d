namespace Offboarding.Dashboard.Layout;

/// <summary>Where Hangfire's pages are (docs/hangfire.md).</summary>
public static class JobPages
{
    /// <summary>Everything below belongs to them.</summary>
    public const string Path = "/hangfire";

    /// <summary>The page of a job; null if there is none.</summary>
    public static string? UrlOf(string? jobId) => jobId is null ? null : $"{Path}/jobs/details/{jobId}";
}
