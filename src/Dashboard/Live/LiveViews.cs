using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Live;

/// <summary>Reads what is watched; each page brings its own <see cref="ILiveReader"/>.</summary>
public sealed class LiveViews(OverviewReader overviews, IEnumerable<ILiveReader> readers, Fragments fragments)
{
    private readonly Dictionary<Type, ILiveReader> _readers = readers.ToDictionary(static reader => reader.View);

    /// <summary>Reads what every page shows.</summary>
    public Task<Overview> ReadOverviewAsync(CancellationToken cancellationToken) => overviews.ReadAsync(cancellationToken);

    /// <summary>Reads one view; null: there is nothing (any more), or nothing that changes.</summary>
    public Task<LiveContent?> ReadAsync(LiveView view, Overview overview, CancellationToken cancellationToken) =>
        view is LiveView.Still ? Task.FromResult<LiveContent?>(null) : _readers[view.GetType()].ReadAsync(view, overview, cancellationToken);

    /// <summary>The strip under the navigation, which every view has.</summary>
    public LivePart Strip(Overview overview)
    {
        var rendered = new Lazy<Task<string>>(() => fragments.RenderAsync<Strip>(new() { ["Overview"] = overview, ["Oob"] = true }));
        return new LivePart("strip", Layout.Strip.StateOf(overview), () => rendered.Value);
    }
}
