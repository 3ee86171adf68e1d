using Microsoft.AspNetCore.Components;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Live;

/// <summary>What the readers of live views have in common: hiding personal data, and making parts.</summary>
/// <typeparam name="TView">The kind of view.</typeparam>
/// <param name="fragments">Renders the parts.</param>
public abstract class LiveReader<TView>(Fragments fragments) : ILiveReader
    where TView : LiveView
{
    /// <inheritdoc/>
    public Type View => typeof(TView);

    /// <inheritdoc/>
    public Task<LiveContent?> ReadAsync(LiveView view, Overview overview, CancellationToken cancellationToken) =>
        ReadAsync((TView)view, overview, cancellationToken);

    /// <summary>Reads it; null: there is nothing (any more).</summary>
    protected abstract Task<LiveContent?> ReadAsync(TView view, Overview overview, CancellationToken cancellationToken);

    /// <summary>What was read, without personal data for those who may not see it.</summary>
    protected static T Shown<T>(T read, LiveView view) => PersonalData.Shown(read, view.Personal);

    /// <summary>Content that is sent as a whole when its shape changes, and else part by part.</summary>
    protected LiveContent Whole<TComponent>(string shape, Dictionary<string, object?> parameters, params LivePart[] parts)
        where TComponent : IComponent =>
        new(shape, () => fragments.RenderAsync<TComponent>(new(parameters) { ["Oob"] = true }), parts);

    /// <summary>Parts that are always there.</summary>
    protected static LiveContent AllOf(params LivePart[] parts) =>
        new("", async () => string.Concat(await Task.WhenAll(parts.Select(static part => part.Render()))), parts);

    /// <summary>A part, which is sent when its state changes.</summary>
    protected LivePart Part<TComponent>(string id, string state, Dictionary<string, object?> parameters)
        where TComponent : IComponent =>
        new(id, state, () => fragments.RenderAsync<TComponent>(new(parameters) { ["Oob"] = true }));
}

/// <summary>Knows how one kind of <see cref="LiveView"/> is read. It is in the folder of its page.</summary>
public interface ILiveReader
{
    /// <summary>The kind of view.</summary>
    Type View { get; }

    /// <summary>Reads a view of that kind and cuts it into the parts that can change; null: there is nothing (any more).</summary>
    Task<LiveContent?> ReadAsync(LiveView view, Overview overview, CancellationToken cancellationToken);
}

/// <summary>The live part of a page at one moment.</summary>
/// <param name="Shape">Which parts there are, in which order: if this differs, the whole is sent.</param>
/// <param name="Whole">Makes the HTML of all of it.</param>
/// <param name="Parts">The pieces.</param>
public sealed record LiveContent(string Shape, Func<Task<string>> Whole, IReadOnlyList<LivePart> Parts);

/// <summary>A piece of a page that is replaced when what it shows has changed.</summary>
/// <param name="Id">The id of its element.</param>
/// <param name="State">What it shows, as text: rendered again only when this differs.</param>
/// <param name="Render">Makes the HTML, marked to be morphed into the element with the same id.</param>
public sealed record LivePart(string Id, string State, Func<Task<string>> Render);
