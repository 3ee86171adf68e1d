using System.Collections.Concurrent;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>Takes the links that would go to the log, as a host with a terminal of its own does.</summary>
public sealed class PrintedLinks : ISignInLinkOutput
{
    public ConcurrentQueue<Uri> All { get; } = new();

    public void Show(Uri link, TimeSpan lifetime) => All.Enqueue(link);
}
