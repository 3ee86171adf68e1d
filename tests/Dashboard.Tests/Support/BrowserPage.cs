using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>A page with everything its console complained about.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    public BrowserPage(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue($"{message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings, refused scripts and styles among them.</summary>
    public IReadOnlyList<string> Complaints => [.. complaints];

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
